package dev.signalbox.test.correlation;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static dev.signalbox.test.correlation.TestBed.policies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.guardrail.OutputGuardrails;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.RoutedCalls;
import dev.signalbox.router.Router;
import dev.signalbox.test.provider.FakeReply;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class StreamingPolicyTests {

    private static final FakeReply ASKS_TOOL = FakeReply.toolCall("lookUp", "{}");

    private final TestBed bed = new TestBed();
    private final Router router = bed.router();
    private final ExecutorService elsewhere = Executors.newSingleThreadExecutor();
    private final InvocationParameters parameters = new InvocationParameters();

    @AfterEach
    void close() {
        elsewhere.shutdownNow();
        bed.close();
    }

    interface Desk {

        @ModelPolicy("planning")
        TokenStream plan(@UserMessage String goal, InvocationParameters parameters);

        @ModelPolicy("routine")
        TokenStream reply(@UserMessage String text, InvocationParameters parameters);

        @ModelPolicy("planning")
        Flux<String> flow(@UserMessage String goal, InvocationParameters parameters);

        @ModelPolicy("planning")
        @OutputGuardrails(OnlyGood.class)
        TokenStream guarded(@UserMessage String goal, InvocationParameters parameters);

        @ModelPolicy("routine")
        String answer(@UserMessage String text, InvocationParameters parameters);
    }

    public static final class OnlyGood implements OutputGuardrail {

        @Override
        public OutputGuardrailResult validate(AiMessage answer) {
            return answer.text().contains("good") ? success() : reprompt("not good", "Do better.");
        }
    }

    public static final class LookUp {

        private final Runnable work;

        LookUp(Runnable work) {
            this.work = work;
        }

        @Tool
        String lookUp() {
            work.run();
            return "found";
        }
    }

    private Desk desk() {
        return desk(() -> {});
    }

    private Desk desk(Runnable toolWork) {
        return AiServices.builder(Desk.class)
                .chatModel(router.chatModel())
                .streamingChatModel(router.streamingChatModel())
                .tools(new LookUp(toolWork))
                .build();
    }

    private <T> T onAnotherThread(Callable<T> task) throws Exception {
        return elsewhere.submit(task).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void eachMethodGoesByItsOwnPolicy() {
        Recording plan = Recording.of(desk().plan("a trip", parameters));
        Recording reply = Recording.of(desk().reply("hello", parameters));

        assertThat(plan.response().aiMessage().text()).isEqualTo("You said: a trip");
        assertThat(reply.response().aiMessage().text()).isEqualTo("You said: hello");
        bed.assertTracks(1, 1);
        assertThat(policies(RoutedCalls.of(parameters))).containsExactlyInAnyOrder("planning", "routine");
    }

    @Test
    void aStreamStartedOnAnotherThreadAfterOtherCallsGoesByItsOwnPolicy() throws Exception {
        Desk desk = desk();
        TokenStream plan = desk.plan("a trip", parameters);
        TokenStream reply = desk.reply("hello", parameters);

        onAnotherThread(() -> desk.answer("something else", parameters));
        Recording planned = onAnotherThread(() -> Recording.of(plan));
        onAnotherThread(() -> desk.answer("and more", parameters));
        Recording replied = onAnotherThread(() -> Recording.of(reply));

        assertThat(planned.response().aiMessage().text()).isEqualTo("You said: a trip");
        assertThat(replied.response().aiMessage().text()).isEqualTo("You said: hello");
        bed.assertTracks(1, 3);
    }

    @Test
    void everyRoundOfAToolLoopGoesByThePolicyOfTheMethod() {
        bed.strong.reply(ASKS_TOOL, ASKS_TOOL, FakeReply.text("all done"));

        Recording plan = Recording.of(desk().plan("a trip", parameters));

        assertThat(plan.response().aiMessage().text()).isEqualTo("all done");
        bed.assertTracks(3, 0);
        assertThat(policies(RoutedCalls.of(parameters))).containsExactly("planning", "planning", "planning");
    }

    @Test
    void aStreamAndAPlainCallFromAToolLeaveTheOuterStreamOnItsPolicy() {
        bed.strong.reply(ASKS_TOOL, ASKS_TOOL, FakeReply.text("all done"));
        Desk inner = desk();
        Desk outer = desk(() -> {
            inner.answer("aside", parameters);
            Recording.of(inner.reply("aside", parameters)).response();
        });

        Recording plan = Recording.of(outer.plan("a trip", new InvocationParameters()));

        assertThat(plan.response().aiMessage().text()).isEqualTo("all done");
        bed.assertTracks(3, 4);
    }

    @Test
    void aFluxGoesByThePolicyOfItsMethodWhereverItIsSubscribed() throws Exception {
        bed.strong.reply(ASKS_TOOL, FakeReply.text("all done"));
        Flux<String> flow = desk().flow("a trip", parameters);

        String text = onAnotherThread(() -> String.join("", flow.collectList().block(PATIENCE)));

        assertThat(text).isEqualTo("all done");
        bed.assertTracks(2, 0);
    }

    @Test
    void guardrailsAskAgainByThePolicyOfTheMethod() {
        bed.strong.reply(FakeReply.text("bad"), ASKS_TOOL, FakeReply.text("good"));

        Recording plan = Recording.of(desk().guarded("a trip", parameters));

        assertThat(plan.response().aiMessage().text()).isEqualTo("good");
        bed.assertTracks(3, 0);
    }

    @Test
    void aServiceOfTheStreamingModelAloneGoesByPolicyToo() {
        bed.strong.reply(ASKS_TOOL, FakeReply.text("all done"));
        Desk desk = AiServices.builder(Desk.class)
                .streamingChatModel(router.streamingChatModel())
                .tools(new LookUp(() -> {}))
                .build();

        Recording plan = Recording.of(desk.plan("a trip", parameters));

        assertThat(plan.response().aiMessage().text()).isEqualTo("all done");
        bed.assertTracks(2, 0);
    }
}
