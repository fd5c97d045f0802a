package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.budget.OnLimit;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.StepUse;
import dev.signalbox.agent.port.ModelFailure;
import dev.signalbox.agent.port.ModelSource;
import dev.signalbox.agent.port.RunBudget;
import dev.signalbox.agent.port.StepCall;
import dev.signalbox.agent.port.StepOrigin;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The money of a run whose children spend it too. */
class FamilyBudgetTests {

    private final ManualDispatcher dispatcher = new ManualDispatcher();
    private final Map<RunId, Long> opened = new ConcurrentHashMap<>();

    /** Each call costs 40 pico-USD. */
    private final ModelSource models = new ModelSource() {
        @Override
        public ChatModel model(StepOrigin origin) {
            return new ChatModel() {
                @Override
                public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
                    origin.ended(new StepCall(origin.facts(), null, null, null, new StepUse(1, 1, 40), true));
                    return ChatResponse.builder()
                            .aiMessage(AiMessage.from("ok"))
                            .build();
                }
            };
        }

        @Override
        public StreamingChatModel streamingModel(StepOrigin origin) {
            throw new IllegalStateException("none");
        }

        @Override
        public RunBudget openBudget(RunId run, long grantedPico, long spentPico) {
            opened.put(run, grantedPico - spentPico);
            return RunBudget.NONE;
        }

        @Override
        public ModelFailure failure(Throwable failure) {
            return ModelFailure.LASTING;
        }
    };

    private static final class Parent implements AgentProgram<String, String> {
        @Override
        public String run(String input, Run run) {
            if (input.equals("asks")) {
                run.model().chat("one");
                run.model().chat("two");
                run.model().chat("three");
                run.model().chat("four");
            }
            return run.child(Child.class, "");
        }
    }

    private static final class Child implements AgentProgram<String, String> {
        @Override
        public String run(String input, Run run) {
            run.model().chat("one");
            return run.await("go", String.class);
        }
    }

    private final AgentRuntime runtime = AgentRuntime.builder()
            .dispatcher(dispatcher)
            .models(models)
            .program(new Parent())
            .program(new Child())
            .build();

    private RunHandle<String> started(String input) {
        runtime.start();
        return runtime.start(
                Parent.class,
                input,
                options -> options.budget(limits -> limits.costPico(100L).onLimit(OnLimit.PARK)));
    }

    @Test
    void isNotWholeAgainWhileChildrenWaitThatHaveSpentSome() {
        RunHandle<String> parent = started("delegates");
        dispatcher.work(parent.id());
        RunId child = dispatcher.submitted.get(1);
        dispatcher.work(child);
        assertThat(opened).containsEntry(parent.id(), 100L);

        dispatcher.work(child);
        assertThat(opened).containsEntry(parent.id(), 60L);
        opened.clear();
        dispatcher.work(parent.id());
        assertThat(opened).containsEntry(parent.id(), 60L);
    }

    @Test
    void isWhatWasGrantedForChildrenToo() {
        RunHandle<String> parent = started("asks");
        dispatcher.work(parent.id());
        String question = runtime.approvals(parent.id()).get(0).id();
        runtime.decide(question, Decision.approve());
        dispatcher.work(parent.id());

        dispatcher.work(dispatcher.submitted.get(1));

        assertThat(opened).containsEntry(parent.id(), 200L - 4 * 40);
    }

    @Test
    void isNotForTheForkOfAChildForWhichNobodyWaits() {
        RunHandle<String> parent = started("delegates");
        dispatcher.work(parent.id());
        RunId child = dispatcher.submitted.get(1);
        dispatcher.work(child);
        opened.clear();
        RunId fork = runtime.fork(child, runtime.steps(child).get(0).seq());

        dispatcher.work(fork);

        assertThat(runtime.find(fork).orElseThrow().parent()).isNull();
        assertThat(opened).isEmpty();
    }
}
