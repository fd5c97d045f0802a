package dev.signalbox.test.correlation;

import static dev.signalbox.test.correlation.TestBed.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.guardrail.OutputGuardrails;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.RoutedCalls;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.PolicySource;
import dev.signalbox.test.provider.FakeReply;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PerMethodPolicyTests {

    private static final FakeReply ASKS_TOOL = FakeReply.toolCall("lookUp", "{}");

    private final TestBed bed = new TestBed();
    private final Router router = bed.router();

    @AfterEach
    void close() {
        bed.close();
    }

    public interface Desk {

        @ModelPolicy("planning")
        String plan(@UserMessage String goal, InvocationParameters parameters);

        @ModelPolicy("routine")
        String reply(@UserMessage String text, InvocationParameters parameters);

        @ModelPolicy("planning")
        @OutputGuardrails(OnlyGood.class)
        String guarded(@UserMessage String text, InvocationParameters parameters);

        default String both(InvocationParameters parameters) {
            return reply("first", parameters) + ", " + plan("then", parameters);
        }
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

    private final InvocationParameters parameters = new InvocationParameters();

    private <T> T service(Class<T> type) {
        return service(type, () -> {});
    }

    private <T> T service(Class<T> type, Runnable toolWork) {
        return AiServices.builder(type)
                .chatModel(router.chatModel())
                .tools(new LookUp(toolWork))
                .build();
    }

    @Test
    void eachMethodGoesByItsOwnPolicy() {
        Desk desk = service(Desk.class);

        desk.plan("a trip", parameters);
        desk.reply("hello", parameters);
        desk.plan("another", parameters);

        bed.assertTracks(2, 1);
        assertThat(policies(RoutedCalls.of(parameters))).containsExactly("planning", "routine", "planning");
        assertThat(RoutedCalls.of(parameters))
                .extracting(call -> call.decision().selection().source())
                .containsOnly(PolicySource.METHOD);
    }

    @Test
    void theFactsNameServiceAndMethod() {
        service(Desk.class).plan("a trip", parameters);

        RoutedCall call = RoutedCalls.of(parameters).get(0);

        assertThat(call.decision().facts().service()).isEqualTo(Desk.class.getName());
        assertThat(call.decision().facts().method()).isEqualTo("plan");
        assertThat(call.answeredBy()).contains(TestBed.STRONG);
    }

    @Test
    void everyRoundOfAToolLoopGoesByThePolicyOfTheMethod() {
        bed.strong.reply(ASKS_TOOL, ASKS_TOOL, ASKS_TOOL, FakeReply.text("done"));

        String answer = service(Desk.class).plan("a trip", parameters);

        assertThat(answer).isEqualTo("done");
        bed.assertTracks(4, 0);
        assertThat(policies(RoutedCalls.of(parameters)))
                .containsExactly("planning", "planning", "planning", "planning");
    }

    @Test
    void guardrailsAskAgainByThePolicyOfTheMethod() {
        bed.strong.reply(FakeReply.text("bad"), FakeReply.text("good"));

        String answer = service(Desk.class).guarded("try", parameters);

        assertThat(answer).isEqualTo("good");
        bed.assertTracks(2, 0);
    }

    @Test
    void aToolLoopWithinAGuardrailsSecondQuestionGoesByThePolicyOfTheMethod() {
        bed.strong.reply(FakeReply.text("bad"), ASKS_TOOL, FakeReply.text("good"));

        String answer = service(Desk.class).guarded("try", parameters);

        assertThat(answer).isEqualTo("good");
        bed.assertTracks(3, 0);
    }

    @Test
    void aDefaultMethodGoesByThePoliciesOfTheMethodsThatItCalls() {
        String answer = service(Desk.class).both(parameters);

        assertThat(answer).isEqualTo("You said: first, You said: then");
        bed.assertTracks(1, 1);
    }

    @Test
    void aServiceCalledFromAToolGoesByItsOwnPolicyAndTheOuterOneByItsOwnAgain() {
        bed.strong.reply(ASKS_TOOL, ASKS_TOOL, FakeReply.text("done"));
        Desk inner = service(Desk.class);
        InvocationParameters innerParameters = new InvocationParameters();
        Desk outer = service(Desk.class, () -> inner.reply("by the way", innerParameters));

        String answer = outer.plan("a trip", parameters);

        assertThat(answer).isEqualTo("done");
        bed.assertTracks(3, 2);
        assertThat(policies(RoutedCalls.of(parameters))).containsExactly("planning", "planning", "planning");
        assertThat(policies(RoutedCalls.of(innerParameters))).containsExactly("routine", "routine");
    }

    @Test
    void aPlainCallFromAToolTakesNothingFromTheServiceAroundIt() {
        bed.strong.reply(ASKS_TOOL, FakeReply.text("done"));
        Desk desk = service(Desk.class, () -> router.chatModel().chat("aside"));

        desk.plan("a trip", parameters);

        assertThat(bed.strong.requestCount()).isEqualTo(2);
        assertThat(bed.stray.requestCount()).isEqualTo(1);
        assertThat(RoutedCalls.of(parameters)).hasSize(2);
    }

    @Test
    void toolsThatRunConcurrentlyDisturbNobody() {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        bed.strong.reply(ASKS_TOOL.andToolCall("lookUp", "{}"), FakeReply.text("done"));
        Desk inner = service(Desk.class);
        Desk outer = AiServices.builder(Desk.class)
                .chatModel(router.chatModel())
                .tools(new LookUp(() -> inner.reply("aside", new InvocationParameters())))
                .executeToolsConcurrently(executor)
                .build();

        String answer = outer.plan("a trip", parameters);

        executor.shutdown();
        assertThat(answer).isEqualTo("done");
        bed.assertTracks(2, 2);
    }

    @Test
    void aModelAroundTheRoutersThatPassesTheRequestOnKeepsThePolicy() {
        bed.strong.reply(ASKS_TOOL, FakeReply.text("done"));
        ChatModel around = new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                return router.chatModel().chat(request);
            }
        };
        Desk desk = AiServices.builder(Desk.class)
                .chatModel(around)
                .tools(new LookUp(() -> {}))
                .build();

        desk.plan("a trip", parameters);

        bed.assertTracks(2, 0);
        assertThat(parameters.asMap()).containsOnlyKeys("signalbox.calls");
    }

    @ModelPolicy("planning")
    interface Board {

        String decide(String question);

        @ModelPolicy("routine")
        String greet(String name);
    }

    interface Committee extends Board {

        @Override
        String decide(String question);
    }

    @Test
    void thePolicyOfTheTypeCountsWhereTheMethodHasNone() {
        Board board = service(Board.class);

        board.decide("Which way?");
        board.greet("Ada");

        bed.assertTracks(1, 1);
        assertThat(bed.calls())
                .extracting(call -> call.decision().selection().source())
                .containsExactly(PolicySource.TYPE, PolicySource.METHOD);
    }

    @Test
    void theAnnotationsOfASuperInterfaceAreInherited() {
        Committee committee = service(Committee.class);

        committee.decide("Which way?");
        committee.greet("Ada");

        bed.assertTracks(1, 1);
    }

    @ModelPolicy("planning")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Thorough {}

    @ModelPolicy("routine")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Quick {}

    @Thorough
    interface Office {

        String think(String about);

        @Quick
        String answer(String question);
    }

    @Test
    void annotationsOfOnesOwnMayStandForAPolicy() {
        Office office = service(Office.class);

        office.think("Why?");
        office.answer("What?");

        bed.assertTracks(1, 1);
    }

    interface Counter {

        @ModelPolicy("planning")
        String ask(String question);

        @ModelPolicy("routine")
        String ask(@UserMessage String question, InvocationParameters parameters);

        @ModelPolicy("planning")
        @UserMessage("Count to {{it}}")
        String count(int to);

        @ModelPolicy("routine")
        @UserMessage("Count {{it}}")
        String count(String what);

        @ModelPolicy("planning")
        @UserMessage("Say {{it}}")
        String say(Object what);

        @ModelPolicy("routine")
        @UserMessage("Say {{it}}")
        String say(String what);

        @UserMessage("Tell {{it}}")
        String tell(Object what);

        @ModelPolicy("routine")
        @UserMessage("Tell {{it}}")
        String tell(String what);
    }

    @Test
    void overloadsHaveEachItsOwnPolicy() {
        Counter counter = service(Counter.class);

        counter.ask("Which?");
        counter.ask("Which?", parameters);
        counter.count(3);
        counter.count("sheep");
        counter.say(4);

        bed.assertTracks(3, 2);
        assertThat(policies(bed.calls())).isEqualTo(List.of("planning", "routine", "planning", "routine", "planning"));
    }

    @Test
    void overloadsThatTheArgumentsCannotTellApartAreRefusedInsteadOfGuessed() {
        Counter counter = service(Counter.class);

        assertThatIllegalStateException()
                .isThrownBy(() -> counter.say("hello"))
                .withMessageContaining("#say fit several overloads with different policies")
                .withMessageContaining("Rename");
        assertThatIllegalStateException().isThrownBy(() -> counter.tell("hello"));
        bed.assertTracks(0, 0);
    }
}
