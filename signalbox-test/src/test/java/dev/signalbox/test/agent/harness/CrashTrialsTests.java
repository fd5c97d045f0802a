package dev.signalbox.test.agent.harness;

import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntimeBuilder;
import dev.signalbox.agent.Run;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.CrashReport;
import dev.signalbox.test.agent.CrashScenario;
import dev.signalbox.test.agent.CrashTrials;
import dev.signalbox.test.agent.EffectLog;
import dev.signalbox.test.agent.KillPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashTrialsTests {

    /** Does something that does not go through its run. */
    private static final class Careless implements CrashScenario {

        private final EffectLog effects = new EffectLog();

        private final class Paying implements AgentProgram<Integer, Integer> {
            @Override
            public Integer run(Integer amount, Run run) {
                effects.happened("pay");
                run.note("paid", Integer.class, () -> amount);
                return effects.count("pay");
            }
        }

        @Override
        public AgentRuntimeBuilder setup(AgentRuntimeBuilder runtime) {
            return runtime.model(new ScriptedChatModel()).program(new Paying());
        }

        @Override
        public Object play(AgentHarness harness) {
            return harness.runToEnd(Paying.class, 7);
        }

        @Override
        public EffectLog effects() {
            return effects;
        }
    }

    @Test
    void findsWhatIsDoneAgainAndComesOutOtherwise() {
        CrashReport report = CrashTrials.everyWrite(Careless::new);

        assertThat(report).repeatedNoStep();
        assertThatThrownBy(() -> assertThat(report).endedAlike()).hasMessageContaining("expected 1, but it is 2");
        assertThatThrownBy(() -> assertThat(report).neverRepeated("pay"::equals))
                .hasMessageContaining("were done again");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProgramComesToTheSameEndWhereverItsProcessIsKilled(boolean threads) {
        CrashReport report = CrashTrials.everyWrite(() -> new TripScenario(threads));

        assertThat(report).endedAlike().repeatedNoStep().hasKillsFrom(60);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void norIfEachProcessOnlyGetsALittleDone(boolean threads) {
        CrashReport report =
                CrashTrials.everyProcess(() -> new TripScenario(threads), new KillPoint(12, KillPoint.Moment.AFTER));

        assertThat(report).endedAlike().repeatedNoStep().hasKillsFrom(4);
    }
}
