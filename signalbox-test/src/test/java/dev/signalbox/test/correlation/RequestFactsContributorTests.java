package dev.signalbox.test.correlation;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.router.Facts;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.RequestFactsContributor;
import dev.signalbox.router.Router;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.test.provider.FakeReply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestFactsContributorTests {

    private static final FakeReply ASKS_TOOL = FakeReply.toolCall("lookUp", "{}");

    private final TestBed bed = new TestBed();
    private final ExecutorService elsewhere = Executors.newSingleThreadExecutor();
    private final ThreadLocal<String> caller = ThreadLocal.withInitial(() -> "nobody");
    private final List<Thread> asked = new CopyOnWriteArrayList<>();
    private final Router router = bed.router(more -> more.contributor(this::contribute));

    private CallFacts contribute(CallFacts facts) {
        asked.add(Thread.currentThread());
        return facts.tenant(caller.get()).tag("channel", "web");
    }

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

        String remember(@MemoryId Object id, @UserMessage String text);
    }

    public static final class LookUp {

        @Tool
        String lookUp() {
            return "found";
        }
    }

    private Desk desk(Router behind) {
        return AiServices.builder(Desk.class)
                .chatModel(behind.chatModel())
                .streamingChatModel(behind.streamingChatModel())
                .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(10))
                .tools(new LookUp())
                .build();
    }

    private List<RequestFacts> facts() {
        return bed.calls().stream().map(call -> call.decision().facts()).toList();
    }

    @Test
    void isAskedOncePerInvocationOnTheCallersThread() {
        bed.strong.reply(ASKS_TOOL, ASKS_TOOL, FakeReply.text("done"));
        caller.set("acme");

        desk(router).plan("a trip", new InvocationParameters());

        assertThat(asked).containsExactly(Thread.currentThread());
        assertThat(facts()).hasSize(3).extracting(RequestFacts::tenant).containsOnly("acme");
    }

    @Test
    void isAskedOnTheCallersThreadEvenIfTheStreamStartsElsewhere() throws Exception {
        bed.strong.reply(ASKS_TOOL, ASKS_TOOL, FakeReply.text("done"));
        caller.set("acme");
        TokenStream stream = desk(router).stream("a trip", new InvocationParameters());

        Recording recording = elsewhere.submit(() -> Recording.of(stream)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(recording.response().aiMessage().text()).isEqualTo("done");
        assertThat(asked).containsExactly(Thread.currentThread());
        assertThat(facts()).hasSize(3).extracting(RequestFacts::tenant).containsOnly("acme");
    }

    @Test
    void isNotAskedAgainAfterAConsumerHasThrown() {
        bed.strong.reply(FakeReply.text("let me see").andToolCall("lookUp", "{}"), FakeReply.text("done"));
        caller.set("acme");
        TokenStream stream = desk(router).stream("a trip", new InvocationParameters());
        Recording end = new Recording();

        stream.onPartialResponse(text -> {
                    throw new IllegalStateException("consumer");
                })
                .onCompleteResponse(end::onCompleteResponse)
                .onError(error -> assertThat(error).hasMessage("consumer"))
                .start();

        assertThat(end.response().aiMessage().text()).isEqualTo("done");
        assertThat(asked).containsExactly(Thread.currentThread());
        assertThat(facts()).hasSize(2).extracting(RequestFacts::tenant).containsOnly("acme");
    }

    @Test
    void isAskedOnceForACallOutsideOfAiServices() {
        caller.set("acme");

        router.chatModel().chat("hello");

        assertThat(asked).containsExactly(Thread.currentThread());
        assertThat(facts()).extracting(RequestFacts::tenant).containsExactly("acme");
    }

    @Test
    void whatTheCallerSaysWinsOverIt() {
        caller.set("acme");
        CallFacts said = Facts.tenant("globex").tag("tier", "gold");

        desk(router).plan("a trip", said.asParameters());

        assertThat(facts().get(0).tenant()).isEqualTo("globex");
        assertThat(facts().get(0).tags()).containsOnlyKeys("tier", "channel");
    }

    @Test
    void itsExceptionFailsTheCall() {
        RequestFactsContributor failing = facts -> {
            throw new IllegalStateException("Nobody is signed in.");
        };
        Router strict = bed.router(more -> more.contributor(failing));
        Desk desk = desk(strict);

        assertThatIllegalStateException()
                .isThrownBy(() -> desk.plan("a trip", new InvocationParameters()))
                .withMessage("Nobody is signed in.");
        assertThatIllegalStateException().isThrownBy(() -> strict.chatModel().chat("hello"));
        bed.assertTracks(0, 0);
    }

    @Test
    void itsExceptionReachesTheHandlerOfAStream() {
        RequestFactsContributor failing = facts -> {
            throw new IllegalStateException("Nobody is signed in.");
        };
        Router strict = bed.router(more -> more.contributor(failing));
        Desk desk = AiServices.builder(Desk.class)
                .streamingChatModel(strict.streamingChatModel())
                .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(10))
                .build();
        Recording plain = new Recording();

        strict.streamingChatModel().chat("hello", plain);
        Recording stream = Recording.of(desk.stream("a trip", new InvocationParameters()));

        assertThat(plain.error()).hasMessage("Nobody is signed in.");
        assertThat(stream.error()).hasMessage("Nobody is signed in.");
        bed.assertTracks(0, 0);
    }

    @Test
    void theSessionIsTheChatMemoryUnlessGiven() {
        Desk desk = desk(router);

        desk.remember(4711, "hello");
        desk.plan("a trip", new InvocationParameters());
        desk.plan("a trip", Facts.session("mine").asParameters());

        assertThat(facts()).extracting(RequestFacts::session).containsExactly("4711", null, "mine");
    }
}
