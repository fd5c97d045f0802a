package dev.signalbox.test.agent.harness;

import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.agent.AgentHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentHarnessTests {

    private final ScriptedChatModel model = new ScriptedChatModel().always(text("fine"));
    private final AgentHarness harness = AgentHarness.of(
            runtime -> runtime.model(model).program(new Napping()).program(new Waiting()));

    interface Helper {
        String help(String question);
    }

    static final class Napping implements AgentProgram<String, List<Instant>> {
        @Override
        public List<Instant> run(String goal, Run run) {
            Instant first = run.now();
            run.agent(Helper.class).help(goal);
            run.sleep(Duration.ofDays(1));
            Instant second = run.now();
            run.sleep(Duration.ofDays(2));
            return List.of(first, second, run.now());
        }
    }

    static final class Waiting implements AgentProgram<String, String> {
        @Override
        public String run(String goal, Run run) {
            return run.await("go", String.class);
        }
    }

    @Test
    void timePassesForRunsStepByStep() {
        Instant begin = harness.clock().instant();
        RunHandle<List<Instant>> run = harness.start(Napping.class, "go");
        assertThat(run).parkedFor("time");

        harness.advance(Duration.ofDays(10));

        assertThat(run)
                .hasOutput(List.of(begin, begin.plus(Duration.ofDays(1)), begin.plus(Duration.ofDays(3))))
                .hasSteps(StepKind.MODEL, "Helper", 1)
                .hasSteps(StepKind.TIMER, 2)
                .hasNoFailedStep();
        assertThat(harness.clock().instant()).isEqualTo(begin.plus(Duration.ofDays(10)));
    }

    @Test
    void aNewProcessGoesOnWhereTheOldOneEnded() {
        RunHandle<List<Instant>> run = harness.start(Napping.class, "go");

        harness.restart();
        harness.advance(Duration.ofDays(1));
        harness.restart();
        assertThat(run).parked();
        harness.advance(Duration.ofDays(2));

        assertThat(run).succeeded().hasSteps(StepKind.MODEL, 1);
        assertThat(model.requestCount()).isEqualTo(1);
    }

    @Test
    void saysWhatARunWaitsForThatDoesNotEnd() {
        assertThatThrownBy(() -> harness.runToEnd(Waiting.class, "go"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("It is PARKED: Waits for the signal 'go'");
    }

    @Test
    void assertionsTellHowARunStands() {
        RunHandle<String> run = harness.start(Waiting.class, "go");

        assertThatThrownBy(() -> assertThat(run).succeeded())
                .hasMessageContaining("Expected the status to be <SUCCEEDED>, but it is <PARKED>")
                .hasMessageContaining("of Waiting is PARKED: Waits for the signal 'go'");
        assertThatThrownBy(() -> assertThat(run).hasStatus(RunStatus.PARKED).hasSteps(StepKind.MODEL, 1))
                .hasMessageContaining("Expected the number of steps MODEL to be <1>, but it is <0>");
    }
}
