package dev.signalbox.test.agent.harness;

import static dev.signalbox.test.ScriptedReply.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.Run;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.agent.AgentHarness;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplayTwiceTests {

    private final ScriptedChatModel model = new ScriptedChatModel().always(text("fine"));
    private final AtomicInteger ticks = new AtomicInteger();

    interface Helper {
        String help(String question);
    }

    static final class Steady implements AgentProgram<String, String> {
        @Override
        public String run(String goal, Run run) {
            return run.agent(Helper.class).help("At " + run.now() + ": " + goal);
        }
    }

    final class Ticking implements AgentProgram<String, String> {
        @Override
        public String run(String goal, Run run) {
            return run.agent(Helper.class).help("At tick " + ticks.incrementAndGet() + ": " + goal);
        }
    }

    final class Wavering implements AgentProgram<String, String> {
        @Override
        public String run(String goal, Run run) {
            String answer = run.agent(Helper.class).help(goal);
            return ticks.incrementAndGet() == 1
                    ? answer
                    : run.agent(Helper.class).help("again");
        }
    }

    final class Unsteady implements AgentProgram<String, String> {
        @Override
        public String run(String goal, Run run) {
            return run.agent(Helper.class).help(goal) + ticks.incrementAndGet();
        }
    }

    private AgentHarness harness() {
        return AgentHarness.of(runtime -> runtime.model(model)
                .program(new Steady())
                .program(new Ticking())
                .program(new Wavering())
                .program(new Unsteady()));
    }

    @Test
    void aProgramWhoseChancesGoThroughTheRunIsReplayed() {
        assertThat(harness().replayTwice(Steady.class, "go")).isEqualTo("fine");
        assertThat(model.requestCount()).isEqualTo(1);
    }

    @Test
    void tellsWhereAPromptWithAClockChanged() {
        AgentHarness harness = harness();

        assertThatThrownBy(() -> harness.replayTwice(Ticking.class, "go"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("MODEL Helper")
                .hasMessageContaining("was asked in other words")
                .hasMessageContaining("At tick 1: go")
                .hasMessageContaining("At tick 2: go")
                .hasMessageContaining("run.now()");
    }

    @Test
    void tellsOfAStepThatTheJournalDoesNotHave() {
        AgentHarness harness = harness();

        assertThatThrownBy(() -> harness.replayTwice(Wavering.class, "go"))
                .hasMessageContaining("It does MODEL Helper, which its journal does not have");
        assertThat(model.requestCount()).isEqualTo(1);
    }

    @Test
    void tellsOfAnotherOutput() {
        AgentHarness harness = harness();

        assertThatThrownBy(() -> harness.replayTwice(Unsteady.class, "go"))
                .hasMessageContaining("Its output was \"fine1\" and is \"fine2\"");
    }
}
