package dev.signalbox.test.correlation;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.router.Facts;
import dev.signalbox.router.InvocationTracker;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.RoutedCalls;
import dev.signalbox.router.Router;
import dev.signalbox.router.execution.Exchange;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.test.provider.FakeReply;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an invocation leaves behind: the calls that were made, and nothing else. */
class InvocationTraceTests {

    private static final FakeReply ASKS_TOOL = FakeReply.toolCall("lookUp", "{}");

    private final TestBed bed = new TestBed();
    private final Router router = bed.router();
    private final ExecutorService elsewhere = Executors.newSingleThreadExecutor();
    private final InvocationParameters parameters = Facts.tenant("acme").asParameters();

    @AfterEach
    void close() {
        elsewhere.shutdownNow();
        bed.close();
    }

    interface Desk {

        @ModelPolicy("planning")
        String plan(@UserMessage String goal, InvocationParameters parameters);

        @ModelPolicy("planning")
        TokenStream stream(@UserMessage String goal, InvocationParameters parameters);
    }

    public static final class LookUp {

        @Tool
        String lookUp() {
            return "found";
        }
    }

    private Desk desk() {
        return AiServices.builder(Desk.class)
                .chatModel(router.chatModel())
                .streamingChatModel(router.streamingChatModel())
                .tools(new LookUp())
                .build();
    }

    private Desk streamingDesk() {
        return AiServices.builder(Desk.class)
                .streamingChatModel(router.streamingChatModel())
                .tools(new LookUp())
                .build();
    }

    /** What this thread still holds in the thread-locals of the router. */
    private static List<Object> left() throws IllegalAccessException {
        List<Object> left = new ArrayList<>();
        for (Class<?> type : List.of(InvocationTracker.class, Exchange.class)) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == ThreadLocal.class) {
                    field.setAccessible(true);
                    left.add(((ThreadLocal<?>) field.get(null)).get());
                }
            }
        }
        assertThat(left).as("thread-locals that were looked at").hasSizeGreaterThan(2);
        left.removeIf(value -> value == null);
        return left;
    }

    private void assertOnlyCallsLeft(int calls) {
        assertThat(parameters.asMap()).containsOnlyKeys(CallFacts.KEY, "signalbox.calls");
        assertThat(RoutedCalls.of(parameters)).hasSize(calls);
    }

    @Test
    void afterSuccessOnlyTheCallsAreLeft() throws Exception {
        bed.strong.reply(ASKS_TOOL, FakeReply.text("done"));

        desk().plan("a trip", parameters);

        assertOnlyCallsLeft(2);
        assertThat(left()).isEmpty();
    }

    @Test
    void afterAFailureOnlyTheCallsAreLeft() throws Exception {
        bed.strong.reply(ASKS_TOOL, FakeReply.error(400));

        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> desk().plan("a trip", parameters));

        assertOnlyCallsLeft(2);
        assertThat(RoutedCalls.of(parameters).get(1).succeeded()).isFalse();
        assertThat(left()).isEmpty();
    }

    @Test
    void aNameThatFailsBeforeTheCallLeavesNothing() throws Exception {
        InvocationParameters wrong = Facts.policy("nonsense").asParameters();

        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> desk().plan("a trip", wrong));
        assertThat(Recording.of(desk().stream("a trip", wrong)).error()).isInstanceOf(InvalidRequestException.class);

        assertThat(wrong.asMap()).containsOnlyKeys(CallFacts.KEY);
        assertThat(left()).isEmpty();
    }

    @Test
    void afterAStreamOnlyTheCallsAreLeft() throws Exception {
        bed.strong.reply(ASKS_TOOL, FakeReply.text("all done"));

        Recording.of(desk().stream("a trip", parameters)).response();

        assertOnlyCallsLeft(2);
        assertThat(left()).isEmpty();
    }

    @Test
    void afterABrokenStreamOnlyTheCallsAreLeft() throws Exception {
        bed.strong.reply(ASKS_TOOL, FakeReply.text("all done").noFinish());

        Recording.of(desk().stream("a trip", parameters)).error();

        assertOnlyCallsLeft(2);
        assertThat(left()).isEmpty();
    }

    @Test
    void aStreamThatStartsElsewhereLeavesNothingOnTheThreadThatAskedForIt() throws Exception {
        TokenStream stream = desk().stream("a trip", parameters);
        TokenStream other = streamingDesk().stream("a trip", parameters);

        assertThat(left()).isEmpty();
        List<Object> leftElsewhere = elsewhere
                .submit(() -> {
                    Recording.of(stream).response();
                    Recording.of(other).response();
                    return left();
                })
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(leftElsewhere).isEmpty();
        assertOnlyCallsLeft(2);
    }

    @Test
    void aCancelledStreamLeavesOnlyItsCall() throws Exception {
        bed.strong.always(FakeReply.text("one two three four").stallAfter(2));
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        Recording recording = new Recording();

        desk().stream("a trip", parameters)
                .onPartialResponseWithContext((partial, context) -> {
                    context.streamingHandle().cancel();
                    cancelled.complete(null);
                })
                .onError(recording::onError)
                .start();

        cancelled.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertOnlyCallsLeft(1);
        bed.strong.awaitAborted(1, PATIENCE);
        assertThat(recording.ends()).isZero();
    }

    @Test
    void aServiceOfAnotherModelLeavesNothingReachable() {
        OpenAiStreamingChatModel foreign = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(JdkHttpClient.builder())
                .baseUrl(bed.stray.baseUrl())
                .apiKey("sk-test")
                .modelName("foreign")
                .build();
        Desk desk = AiServices.builder(Desk.class).streamingChatModel(foreign).build();
        InvocationParameters forgotten = new InvocationParameters();

        Recording.of(desk.stream("a trip", forgotten)).response();

        assertThat(forgotten.asMap()).isEmpty();
        Reference<?> reference = new WeakReference<>(forgotten);
        forgotten = null;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (reference.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(reference.get()).isNull();
    }

    @Test
    void theCallsTellModelAttemptsUsageAndCost() {
        bed.strong.reply(FakeReply.text("done").usage(1000, 10));

        desk().plan("a trip", parameters);

        assertThat(RoutedCalls.of(parameters)).singleElement().satisfies(call -> {
            assertThat(call.answeredBy()).contains(TestBed.STRONG);
            assertThat(call.attempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.model()).isEqualTo("strong");
                assertThat(attempt.usage().input()).isEqualTo(1000);
                assertThat(attempt.usage().output()).isEqualTo(10);
            });
            assertThat(call.cost().usd()).isEqualByComparingTo("0.00315");
        });
    }
}
