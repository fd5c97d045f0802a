package dev.signalbox.router.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In each dialect an attempt that is given up lets go of the provider. */
class DialectAbortTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final ServerSocket silent;
    private final CompletableFuture<Boolean> asked = new CompletableFuture<>();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicLong nanos = new AtomicLong();
    private final Timers timers = new Timers();

    DialectAbortTests() throws IOException {
        silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        executor.execute(this::readToTheEnd);
    }

    private enum Spoken {
        OPENAI(OpenAiDialect::new),
        ANTHROPIC(AnthropicDialect::new),
        GOOGLE_AI_GEMINI(GoogleAiGeminiDialect::new),
        MISTRAL_AI(MistralAiDialect::new),
        OLLAMA(OllamaDialect::new);

        private final BiFunction<Executor, Clockwork.ContextCapture, Dialect> dialect;

        Spoken(BiFunction<Executor, Clockwork.ContextCapture, Dialect> dialect) {
            this.dialect = dialect;
        }
    }

    /** The client never ends a connection of its own accord while it waits for an answer. */
    private void readToTheEnd() {
        try (Socket connection = silent.accept();
                InputStream request = connection.getInputStream()) {
            while (request.read() >= 0) {
                asked.complete(true);
            }
            closed.complete(true);
        } catch (IOException reset) {
            closed.complete(true);
        }
    }

    @AfterEach
    void stop() throws IOException {
        silent.close();
        executor.shutdownNow();
        timers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void blockingCallsAreAbortedAtTheirDeadline(Spoken spoken) {
        Router router = router(spoken, new Timeouts(null, null, DEADLINE));

        CompletableFuture<Throwable> thrown = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> router.chatModel().chat("Hello")), executor);
        letTheDeadlinePass();

        assertThat(thrown).succeedsWithin(PATIENCE).satisfies(DialectAbortTests::assertTimeout);
        assertThat(closed).succeedsWithin(PATIENCE);
    }

    @ParameterizedTest
    @EnumSource
    void streamsAreAbortedWhenTheirFirstTokenIsLate(Spoken spoken) {
        Router router = router(spoken, new Timeouts(DEADLINE, null, null));
        StreamRecord record = new StreamRecord();

        router.streamingChatModel().chat("Hello", record);
        letTheDeadlinePass();

        assertThat(record.response)
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .satisfies(DialectAbortTests::assertTimeout);
        assertThat(closed).succeedsWithin(PATIENCE);
    }

    private void letTheDeadlinePass() {
        assertThat(asked).succeedsWithin(PATIENCE);
        nanos.addAndGet(DEADLINE.toNanos());
        timers.tasks.forEach(Runnable::run);
    }

    private static void assertTimeout(Throwable thrown) {
        RoutingFailure failure = RoutingFailure.of(thrown).orElseThrow();
        assertThat(failure.call().attempts().get(0).failure().kind()).isEqualTo(FailureKind.TIMEOUT);
    }

    /** Keeps tasks for the test to run. */
    private static final class Timers extends ScheduledThreadPoolExecutor {

        private final List<Runnable> tasks = new CopyOnWriteArrayList<>();

        Timers() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            tasks.add(task);
            return super.schedule(() -> {}, delay, unit);
        }
    }

    private Router router(Spoken spoken, Timeouts timeouts) {
        Dialect dialect = spoken.dialect.apply(executor, UnaryOperator::identity);
        ProviderSettings provider = ProviderSettings.builder()
                .name("house")
                .baseUrl("http://127.0.0.1:" + silent.getLocalPort())
                .build();
        Deployment deployment = Deployment.of("house/m").build();
        Policy policy = Policy.of("any", "m").toBuilder()
                .timeouts(timeouts)
                .retries(Retries.NONE)
                .build();
        return Router.builder(Catalogue.of(Model.of("m", deployment)), PolicySet.of(policy))
                .client("house/m", dialect.connect(provider, deployment, List.of()))
                .clockwork(
                        new Clockwork(nanos::get, length -> {}, timers, executor, UnaryOperator::identity, () -> 0.5))
                .build();
    }
}
