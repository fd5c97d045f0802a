package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.budget.OnLimit;
import dev.signalbox.agent.budget.RunLimitException;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepUse;
import dev.signalbox.agent.port.ModelFailure;
import dev.signalbox.agent.port.ModelSource;
import dev.signalbox.agent.port.RunBudget;
import dev.signalbox.agent.port.StepCall;
import dev.signalbox.agent.port.StepOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls whose first attempt cost 40 pico-USD and failed, and for whose second one the money did not suffice. */
class SpentForNothingTests {

    private static final RunId OTHER = new RunId("other");

    private final ManualDispatcher dispatcher = new ManualDispatcher();
    private boolean ofAnother;

    private final ModelSource models = new ModelSource() {
        @Override
        public ChatModel model(StepOrigin origin) {
            return new ChatModel() {
                @Override
                public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
                    origin.ended(new StepCall(origin.facts(), null, null, null, new StepUse(1, 1, 40), true));
                    throw new IllegalStateException(origin.facts().run().value());
                }
            };
        }

        @Override
        public StreamingChatModel streamingModel(StepOrigin origin) {
            throw new IllegalStateException("none");
        }

        @Override
        public RunBudget openBudget(RunId run, long grantedPico, long spentPico) {
            return RunBudget.NONE;
        }

        @Override
        public ModelFailure failure(Throwable failure) {
            return ModelFailure.exhausted(ofAnother ? OTHER : new RunId(String.valueOf(failure.getMessage())));
        }
    };

    private static final class Asking implements AgentProgram<String, String> {
        @Override
        public String run(String input, Run run) {
            try {
                return run.model().chat("hello");
            } catch (RunLimitException e) {
                return "nothing";
            }
        }
    }

    private final AgentRuntime runtime = AgentRuntime.builder()
            .dispatcher(dispatcher)
            .models(models)
            .program(new Asking())
            .build();

    private RunHandle<String> worked(OnLimit onLimit) {
        runtime.start();
        RunHandle<String> run = runtime.start(
                Asking.class,
                "",
                options -> options.budget(limits -> limits.costPico(100L).onLimit(onLimit)));
        dispatcher.work(run.id());
        return run;
    }

    private StepUse use(RunHandle<String> run) {
        return runtime.find(run.id()).orElseThrow().use();
    }

    @ParameterizedTest
    @EnumSource(
            value = OnLimit.class,
            names = {"FAIL", "PARK"})
    void isBookedWhenTheRunStops(OnLimit onLimit) {
        assertThat(use(worked(onLimit))).isEqualTo(new StepUse(1, 1, 40));
    }

    /** The last word costs as much, and comes to nothing as well. */
    @Test
    void isBookedForEachCallThatWasMade() {
        RunHandle<String> run = worked(OnLimit.FINISH);

        assertThat(use(run)).isEqualTo(new StepUse(2, 2, 80));
        assertThat(run.steps()).filteredOn(step -> step.kind() == StepKind.COST).hasSize(2);
        assertThat(runtime.find(run.id()).orElseThrow().output()).isEqualTo("\"nothing\"");
    }

    @Test
    void isBookedWhenTheMoneyOfAnotherRunDoesNotSuffice() {
        ofAnother = true;

        assertThat(use(worked(OnLimit.PARK))).isEqualTo(new StepUse(1, 1, 40));
    }

    @Test
    void countsForWhatIsLeftAfterMoreWasGranted() {
        RunHandle<String> run = worked(OnLimit.PARK);
        runtime.decide(runtime.approvals(run.id()).get(0).id(), Decision.approve());

        dispatcher.work(run.id());

        assertThat(use(run).pico()).isEqualTo(80);
        assertThat(runtime.approvals(run.id()))
                .extracting(ApprovalRecord::reason)
                .anyMatch(reason -> String.valueOf(reason)
                        .contains("its cost of 0.00000000008 USD leaves too little of 0.0000000002 USD"));
    }
}
