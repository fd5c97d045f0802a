package dev.signalbox.test.agent.behaviour;

import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntimeBuilder;
import dev.signalbox.agent.AgentSettings;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.port.ModelFailure;
import dev.signalbox.agent.port.ModelSource;
import dev.signalbox.agent.port.RunBudget;
import dev.signalbox.agent.port.StepOrigin;
import dev.signalbox.agent.routing.PlainModels;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.Asked;
import dev.signalbox.test.agent.CrashScenario;
import dev.signalbox.test.agent.CrashTrials;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Answers that do not fit their type. */
class EscalationTests {

    private static final String FITTING = "{\"goal\": \"Oslo\", \"days\": 3}";

    record Plan(String goal, int days) {}

    interface Planner {
        Plan plan(String goal);
    }

    interface Writer {
        String write(String about);
    }

    static final class Trip implements AgentProgram<String, String> {
        @Override
        public String run(String goal, Run run) {
            Plan plan = run.agent(Planner.class).plan(goal);
            return run.agent(Writer.class).write(plan.goal()) + plan.days();
        }
    }

    /** A weak model, and a strong one for the policy that stuck agents get. */
    private static final class Policies implements ModelSource {

        private final ModelSource weak = new PlainModels(model("Let me think."));
        private final ModelSource strong;
        private final List<String> forced = new CopyOnWriteArrayList<>();

        Policies(String answer) {
            strong = new PlainModels(model(answer));
        }

        private static ScriptedChatModel model(String plan) {
            return new ScriptedChatModel()
                    .when(Asked.says("You must answer"), text(plan))
                    .always(text("a text for "));
        }

        @Override
        public ChatModel model(StepOrigin origin) {
            String policy = origin.facts().forcedPolicy();
            if (!origin.facts().step().isEmpty()) {
                forced.add(origin.facts().agent() + " " + policy);
            }
            return ("planning".equals(policy) ? strong : weak).model(origin);
        }

        @Override
        public StreamingChatModel streamingModel(StepOrigin origin) {
            return weak.streamingModel(origin);
        }

        @Override
        public RunBudget openBudget(RunId run, long grantedPico, long spentPico) {
            return weak.openBudget(run, grantedPico, spentPico);
        }

        @Override
        public ModelFailure failure(Throwable failure) {
            return weak.failure(failure);
        }
    }

    private static final class Planning implements CrashScenario {

        private final Policies policies;

        Planning(String answer) {
            this.policies = new Policies(answer);
        }

        @Override
        public AgentRuntimeBuilder setup(AgentRuntimeBuilder runtime) {
            return runtime.models(policies)
                    .settings(AgentSettings.builder().escalation("planning").build())
                    .program(new Trip());
        }

        @Override
        public Object play(AgentHarness harness) {
            return harness.runToEnd(Trip.class, "Oslo");
        }
    }

    @Test
    void areAskedForOnceMoreOfAStrongerModelAndNotOfItAfterThat() {
        Planning scenario = new Planning(FITTING);
        AgentHarness harness = AgentHarness.of(scenario::setup);

        String output = harness.replayTwice(Trip.class, "Oslo");

        assertThat(output).isEqualTo("a text for 3");
        assertThat(scenario.policies.forced).containsExactly("Planner null", "Planner planning", "Writer null");
    }

    @Test
    void failTheRunIfTheStrongerModelsDoesNotFitEither() {
        Planning scenario = new Planning("No.");

        RunHandle<String> run = AgentHarness.of(scenario::setup).start(Trip.class, "Oslo");

        assertThat(run).failed().hasError("OutputParsingException").hasSteps(StepKind.MODEL, 2);
    }

    @Test
    void areKnownToTheNextProcess() {
        assertThat(CrashTrials.everyWrite(() -> new Planning(FITTING)))
                .endedAlike()
                .repeatedNoStep()
                .hasKillsFrom(10);
    }
}
