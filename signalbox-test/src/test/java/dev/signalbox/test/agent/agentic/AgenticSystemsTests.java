package dev.signalbox.test.agent.agentic;

import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.CrashReport;
import dev.signalbox.test.agent.CrashTrials;
import dev.signalbox.test.agent.KillPoint;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** LangChain4j's agentic systems, as they are, killed at every write. */
@Timeout(300)
class AgenticSystemsTests {

    enum Shape {
        SEQUENCE(Agents::sequence, "<Write about <Plan fjord>"),
        LOOP(Agents::loop, "fjord+++"),
        PARALLEL(
                Agents::parallel,
                "<Look left for fjord; a view of left> | <Look right for fjord; a view of right; bought right>"),
        CONDITIONAL(Agents::conditional, "<Look left for <Plan fjord>; a view of left>-"),
        SUPERVISOR(Agents::supervisor, "<Look right for valleys; a view of right; bought right>"),
        PLANNER(Agents::planner, "<Write about fjord, <Look left for fjord"),
        NESTED(Agents::nested, ">+++"),
        BRANCHES(Agents::branches, "fjord east>, "),
        LATE(Agents::late, "<Look right for fjord south; a view of right; bought right>"),
        ASYNCHRONOUS(Agents::asynchronous, "<Write about fjord, <Look left for fjord");

        private final AgenticScenario.System system;
        private final String output;

        Shape(AgenticScenario.System system, String output) {
            this.system = system;
            this.output = output;
        }
    }

    @ParameterizedTest
    @EnumSource
    void runAsTheyAre(Shape shape) {
        AgenticScenario scenario = new AgenticScenario(shape.system);

        Object output = scenario.play(AgentHarness.of(scenario::setup));

        assertThat(String.valueOf(output)).contains(shape.output);
    }

    @ParameterizedTest
    @EnumSource
    void doNothingTwiceWhereverTheirProcessIsKilled(Shape shape) {
        CrashReport report = CrashTrials.everyWrite(() -> new AgenticScenario(shape.system));

        assertThat(report)
                .endedAlike()
                .repeatedNoStep()
                .neverRepeated(effect -> effect.startsWith("buy"))
                .hasKillsFrom(10);
    }

    @ParameterizedTest
    @EnumSource
    void norIfEachProcessOnlyGetsALittleDone(Shape shape) {
        CrashReport report = CrashTrials.everyProcess(
                () -> new AgenticScenario(shape.system), new KillPoint(5, KillPoint.Moment.AFTER));

        assertThat(report)
                .endedAlike()
                .repeatedNoStep()
                .neverRepeated(effect -> effect.startsWith("buy"))
                .hasKillsFrom(1);
    }
}
