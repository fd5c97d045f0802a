package dev.signalbox.router.provider.simulated;

import static dev.signalbox.router.provider.simulated.Rehearsal.STRONG;
import static dev.signalbox.router.provider.simulated.Rehearsal.client;
import static dev.signalbox.router.provider.simulated.Rehearsal.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.Router;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AbortTests {

    private static final Simulation HANGING = Simulation.builder()
            .failures(List.of(SimulatedFailure.builder()
                    .kind(SimulatedFailureKind.TIMEOUT)
                    .build()))
            .build();
    private static final Simulation SLOW =
            saying("one two three four").toBuilder().tokensPerSecond(1).build();

    private final FakeTime time = new FakeTime();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Clockwork clockwork = time.clockwork(executor);

    @AfterEach
    void stop() throws InterruptedException {
        executor.shutdown();
        assertThat(executor.awaitTermination(60, TimeUnit.SECONDS))
                .as("every thread has ended")
                .isTrue();
    }

    @Test
    void isSilentAfterTheConsumerCancels() {
        Recording recording = new Recording(context -> context.streamingHandle().cancel());

        client(SLOW).streamingChatModel().chat("hi", recording);

        assertThat(recording.texts).containsExactly("one ");
        assertThat(recording.ended.getCount()).isEqualTo(1);
    }

    @Test
    void endsAWaitWhenTheConsumerCancelsFromAnotherThread() throws Exception {
        time.hold();
        AtomicReference<Runnable> cancel = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        Recording recording = new Recording(context -> {
            cancel.set(context.streamingHandle()::cancel);
            begun.countDown();
        });

        client(SLOW, clockwork).streamingChatModel().chat("hi", recording);
        begun.await();
        time.asleep.await();
        cancel.get().run();
        stop();

        assertThat(recording.texts).containsExactly("one ");
        assertThat(recording.ended.getCount()).isEqualTo(1);
    }

    @Test
    void stopsAStreamThatTheRouterCancels() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        ChatModelListener listener = new ChatModelListener() {
            @Override
            public void onError(ChatModelErrorContext context) {
                assertThat(context.error()).isInstanceOf(CancellationException.class);
                told.countDown();
            }
        };
        DeploymentClient client =
                new SimulatedDialect(each -> SLOW, clockwork).connect(Rehearsal.PROVIDER, STRONG, List.of(listener));
        Recording recording = new Recording(context -> context.streamingHandle().cancel());

        router(Timeouts.NONE, client).streamingChatModel().chat("hi", recording);
        told.await();

        assertThat(recording.texts).containsExactly("one ");
        assertThat(recording.ended.getCount()).isEqualTo(1);
    }

    @Test
    void stopsAHangingStreamAtTheFirstTokenDeadline() throws Exception {
        time.hold();
        Timeouts firstToken = new Timeouts(Duration.ofSeconds(1), null, null);
        Router router = router(firstToken, client(HANGING, clockwork), client(saying("from the second")));
        Recording recording = new Recording();

        router.streamingChatModel().chat("hi", recording);
        time.asleep.await();
        time.pass(Duration.ofSeconds(1));
        time.timers.get(0).run();
        recording.ended.await();

        assertThat(recording.text()).isEqualTo("from the second");
        assertThat(recording.responses).hasSize(1);
    }

    @Test
    void stopsABlockingCallWhoseAttemptRunsOnAnotherThread() throws Exception {
        time.hold();
        Timeouts total = new Timeouts(null, null, Duration.ofHours(1));
        ChatModel model = router(total, client(HANGING, clockwork)).chatModel();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();

        Thread caller = new Thread(() -> outcome.complete(catchThrowable(() -> model.chat("hi"))));
        caller.start();
        time.asleep.await();
        caller.interrupt();

        assertThat(outcome.get()).isNotNull();
    }

    @Test
    void passesAnInterruptOfItsCallerOn() throws Exception {
        time.hold();
        ChatModel model = client(HANGING, clockwork).chatModel();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        Thread caller = new Thread(() -> {
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> model.chat("hi"));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        time.asleep.await();
        caller.interrupt();

        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void leavesNoInterruptBehindAfterAnAbort() throws Exception {
        time.hold();
        Pace pace = Pace.from(clockwork);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        executor.execute(() -> {
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> pace.await(Duration.ofDays(1)));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        time.asleep.await();
        pace.abort();

        assertThat(interrupted.get()).isFalse();
        assertThat(pace.isCancelled()).isTrue();
        assertThat(pace.silent()).isFalse();
    }

    @Test
    void doesNotBeginWhatWasAbortedBefore() {
        Pace pace = Pace.from(clockwork);

        pace.abort();
        pace.cancel();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> pace.await(Duration.ofDays(1)));
        assertThat(time.sleeps).isEmpty();
        assertThat(pace.silent()).isFalse();
    }

    private Router router(Timeouts timeouts, DeploymentClient... clients) {
        Deployment second = STRONG.toBuilder().id("simulated/second").build();
        Model model = clients.length == 1 ? Model.of("strong", STRONG) : Model.of("strong", STRONG, second);
        Policy policy =
                Policy.of("routine", "strong").toBuilder().timeouts(timeouts).build();
        var builder = Router.builder(Catalogue.of(model), PolicySet.of(policy))
                .client(STRONG.id(), clients[0])
                .clockwork(clockwork);
        return clients.length == 1
                ? builder.build()
                : builder.client(second.id(), clients[1]).build();
    }
}
