package dev.signalbox.test.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.sse.CancellationUnsupportedHandle;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandleUtils;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Hedge;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import dev.signalbox.test.correlation.Recording;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the application's own code does, a call ends, once, and its books are closed. */
class UserCodeTests {

    private static final Duration TOTAL = Duration.ofSeconds(30);
    private static final Fallbacks CHECKED = new Fallbacks(Set.of(), InvalidOutput.FALLBACK, BrokenStream.FAIL);

    private final FakeClockwork time = new FakeClockwork();
    private final ScriptedChatModel second = new ScriptedChatModel().always(ScriptedReply.text("second"));
    private final Recording recording = new Recording();
    private final List<ExecutorService> executors = new ArrayList<>();
    private Limits limits = Limits.NONE;

    @AfterEach
    void stop() {
        executors.forEach(ExecutorService::shutdownNow);
    }

    @Test
    void aStreamEndsInTimeAlthoughItsModelCannotBeCancelled() {
        StreamingChatModel silent = streaming(handler -> handler.onPartialResponse(
                new PartialResponse("begun"),
                new PartialResponseContext(
                        ServerSentEventParsingHandleUtils.toStreamingHandle(new CancellationUnsupportedHandle()))));
        Router router = router(client(null, silent), policy -> policy.timeouts(new Timeouts(null, null, TOTAL)));
        router.streamingChatModel().chat(request(), recording);

        time.advance(TOTAL);

        assertThat(recording.error()).isInstanceOf(TimeoutException.class);
        assertThat(router.inFlight("p/first")).isZero();
    }

    @Test
    void aHedgeLeavesTheCallersThreadFreeForTheFirstAnswer() throws Exception {
        Duration after = Duration.ofMillis(50);
        CountDownLatch hedged = new CountDownLatch(1);
        AtomicReference<Thread> hedge = new AtomicReference<>();
        ChatModel first = model(request -> {
            time.advance(after);
            awaitQuietly(hedged);
            return answer();
        });
        ChatModel other = model(request -> {
            hedge.set(Thread.currentThread());
            hedged.countDown();
            return answer();
        });
        time.executor(started(Executors.newCachedThreadPool()));
        Router router = router(
                client(first, null),
                policy -> policy.hedge(new Hedge(after, null, 1)),
                more -> more.client("p/second", other));

        router.chatModel().chat(request());

        assertThat(hedge.get()).isNotNull().isNotSameAs(Thread.currentThread());
    }

    @Test
    void aDeadlineHoldsWhereTheExecutorHasNoThreadLeft() {
        ChatModel stuck = model(request -> {
            time.advance(TOTAL);
            awaitQuietly(new CountDownLatch(1));
            return answer();
        });
        time.executor(started(new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>())));
        Router router = router(client(stuck, null), policy -> policy.timeouts(new Timeouts(null, null, TOTAL)));

        assertThatThrownBy(() -> router.chatModel().chat(request())).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aClassifierThatThrowsIsNoReasonNotToFallBack() {
        Router router = router(
                new Unclassified(
                        model(request -> fail(new IllegalStateException("cut"))),
                        streaming(handler -> handler.onError(new IllegalStateException("cut")))),
                policy -> policy);

        router.streamingChatModel().chat(request(), recording);

        assertThat(recording.response().aiMessage().text()).isEqualTo("second");
        assertThat(router.chatModel().chat(request()).aiMessage().text()).isEqualTo("second");
        assertThat(router.inFlight("p/first")).isZero();
    }

    @Test
    void aCheckedExceptionThatAModelShouldNotThrowIsAFailureLikeOthers() {
        Router router = router(
                client(
                        model(request -> fail(new IOException("cut"))),
                        streaming(handler -> fail(new IOException("cut")))),
                policy -> policy.timeouts(new Timeouts(null, null, TOTAL)));

        router.streamingChatModel().chat(request(), recording);

        assertThat(recording.response().aiMessage().text()).isEqualTo("second");
        assertThat(router.chatModel().chat(request()).aiMessage().text()).isEqualTo("second");
        assertThat(router.inFlight("p/first")).isZero();
    }

    @Test
    void anAnswerDoesNotPassAnOutputValidatorThatThrows() {
        ScriptedChatModel first = new ScriptedChatModel().always(ScriptedReply.text("{}"));
        Router router = router(
                DeploymentClient.of(first, first.streaming()),
                policy -> policy.fallbacks(CHECKED),
                more -> more.outputValidator((text, schema) -> {
                    if (text.equals("{}")) {
                        throw new IllegalStateException("broken validator");
                    }
                    return null;
                }));

        router.streamingChatModel().chat(json(), recording);

        assertThat(RoutingFailure.of(recording.error()))
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_OUTPUT));
        assertThat(router.chatModel().chat(json()).aiMessage().text()).isEqualTo("second");
        assertThat(router.inFlight("p/first")).isZero();
    }

    @Test
    void aListenersErrorChangesNothing() {
        Router router = router(
                DeploymentClient.of(second, second.streaming()),
                policy -> policy,
                more -> more.listener(event -> {
                    if (event instanceof RouterEvent.CallEnded) {
                        throw new AssertionError("broken listener");
                    }
                }));

        router.streamingChatModel().chat(request(), recording);

        assertThat(recording.response().aiMessage().text()).isEqualTo("second");
    }

    @Test
    void aRateLimiterThatThrowsHoldsNoPlace() {
        limits = new Limits(1, 1, null);
        Router router = router(
                DeploymentClient.of(second, second.streaming()),
                policy -> policy,
                more -> more.rateLimiter(new BrokenRateLimiter(true)));

        assertThatThrownBy(() -> router.chatModel().chat(request())).hasMessage("broken limiter");

        assertThat(router.inFlight("p/first")).isZero();
    }

    @Test
    void aRateLimiterThatThrowsInTheEndHoldsNobodyUp() {
        limits = new Limits(1, 1, null);
        Router router = router(
                DeploymentClient.of(second, second.streaming()),
                policy -> policy,
                more -> more.rateLimiter(new BrokenRateLimiter(false)));

        router.streamingChatModel().chat(request(), recording);

        assertThat(recording.response().aiMessage().text()).isEqualTo("second");
        assertThat(router.inFlight("p/first")).isZero();
    }

    private Router router(DeploymentClient first, UnaryOperator<Policy.PolicyBuilder> policy) {
        return router(first, policy, more -> more);
    }

    private Router router(
            DeploymentClient first, UnaryOperator<Policy.PolicyBuilder> policy, UnaryOperator<RouterBuilder> more) {
        Policy.PolicyBuilder usual = Policy.of("usual", "any").toBuilder().timeouts(Timeouts.NONE);
        Model any = Model.of(
                "any",
                Deployment.of("p/first").limits(limits).build(),
                Deployment.of("p/second").build());
        RouterBuilder builder = Router.builder(
                        Catalogue.of(any), PolicySet.of(policy.apply(usual).build()))
                .client("p/first", first)
                .client("p/second", second, second.streaming())
                .clockwork(time.clockwork());
        return more.apply(builder).build();
    }

    private ExecutorService started(ExecutorService executor) {
        executors.add(executor);
        return executor;
    }

    private static DeploymentClient client(@Nullable ChatModel whole, @Nullable StreamingChatModel streaming) {
        return DeploymentClient.of(whole == null ? new ScriptedChatModel() : whole, streaming);
    }

    private static ChatModel model(Function<ChatRequest, ChatResponse> answer) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return answer.apply(request);
            }
        };
    }

    private static StreamingChatModel streaming(Consumer<StreamingChatResponseHandler> stream) {
        return new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                stream.accept(handler);
            }
        };
    }

    /** Throws what the compiler would not let pass, as code in Kotlin does. */
    @SuppressWarnings("unchecked")
    private static <T, E extends Throwable> T fail(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ChatResponse answer() {
        return ChatResponse.builder().aiMessage(AiMessage.from("an answer")).build();
    }

    private static ChatRequest request() {
        return ChatRequest.builder().messages(UserMessage.from("Hello")).build();
    }

    private static ChatRequest json() {
        JsonSchema schema = JsonSchema.builder()
                .name("any")
                .rootElement(JsonObjectSchema.builder().build())
                .build();
        return ChatRequest.builder()
                .messages(UserMessage.from("Hello"))
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(schema)
                        .build())
                .build();
    }

    /** A deployment that cannot tell its failures apart. */
    private record Unclassified(ChatModel chatModel, StreamingChatModel streamingChatModel)
            implements DeploymentClient {

        @Override
        public FailureClassifier failureClassifier() {
            return (thrown, status, retryAfter) -> {
                throw new IllegalStateException("broken classifier");
            };
        }
    }

    /** Throws when a request is taken, or when it is settled. */
    private record BrokenRateLimiter(boolean whenTaken) implements RateLimiter {

        @Override
        public long tryAcquire(String deploymentId, Limits limits, long tokens) {
            failIf(whenTaken);
            return 0;
        }

        private static void failIf(boolean broken) {
            if (broken) {
                throw new IllegalStateException("broken limiter");
            }
        }

        @Override
        public long nanosUntilFree(String deploymentId, Limits limits, long tokens) {
            return 0;
        }

        @Override
        public void settle(String deploymentId, Limits limits, long estimated, long used) {
            failIf(!whenTaken);
        }

        @Override
        public void giveBack(String deploymentId, Limits limits, long tokens) {}
    }
}
