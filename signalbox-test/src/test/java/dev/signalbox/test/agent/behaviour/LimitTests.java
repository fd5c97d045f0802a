package dev.signalbox.test.agent.behaviour;

import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.budget.OnLimit;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.CrashTrials;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits of runs whose branches all ask at once, and whose processes are killed. */
class LimitTests {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @AfterAll
    static void close() {
        THREADS.shutdownNow();
    }

    private static List<Object> play(LimitScenario scenario) {
        return scenario.play(AgentHarness.of(scenario::setup));
    }

    @RepeatedTest(10)
    void fiftyBranchesAskNoMoreThanTheyMayAndOnceMoreToFinish() {
        LimitScenario scenario = new LimitScenario(OnLimit.FINISH, 50, THREADS);

        List<Object> end = play(scenario);

        assertThat(end).containsExactly(6L, RunStatus.SUCCEEDED, 6L, "");
        assertThat(scenario.requests()).isEqualTo(6);
    }

    @RepeatedTest(10)
    void fiftyBranchesFailWithTheirRunHavingAskedNoMoreThanTheyMay() {
        LimitScenario scenario = new LimitScenario(OnLimit.FAIL, 50, THREADS);

        List<Object> end = play(scenario);

        assertThat(end)
                .containsExactly(
                        "none", RunStatus.FAILED, 5L, "The run has reached a limit: it had 5 model calls of 5.");
        assertThat(scenario.requests()).isEqualTo(5);
    }

    @RepeatedTest(10)
    void fiftyBranchesGoOnAsOftenAsAPersonGrants() {
        LimitScenario scenario = new LimitScenario(OnLimit.PARK, 50, THREADS);

        List<Object> end = play(scenario);

        assertThat(end).containsExactly(50L, RunStatus.SUCCEEDED, 50L, "");
        assertThat(scenario.requests()).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource
    void aKilledProcessForgetsNothing(OnLimit onLimit) {
        assertThat(CrashTrials.everyWrite(() -> new LimitScenario(onLimit, 12, null)))
                .endedAlike()
                .repeatedNoStep()
                .hasKillsFrom(16);
    }

    @ParameterizedTest
    @EnumSource
    void norDoesOneWithManyThreads(OnLimit onLimit) {
        assertThat(CrashTrials.everyWrite(() -> new LimitScenario(onLimit, 12, THREADS)))
                .endedAlike()
                .repeatedNoStep();
    }
}
