package dev.signalbox.test.agent.behaviour;

import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.service.SystemMessage;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.RunOptions;
import dev.signalbox.agent.dispatch.InlineDispatcher;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.OnDivergence;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Runs that were begun by one version of a program and go on with another. */
@ExtendWith(OutputCaptureExtension.class)
class RedeployTests {

    private static final int RUNS = 100;

    private final JournalStore store = new MemoryJournalStore();
    private final Echo model = new Echo();

    interface Before {
        @SystemMessage("Be brief.")
        String ask(String question);
    }

    interface After {
        @SystemMessage("Be brief, and polite.")
        String ask(String question);
    }

    private interface Version {
        String run(String goal, Run run);
    }

    private record Trip(Version version) implements AgentProgram<String, String> {
        @Override
        public String run(String goal, Run run) {
            return version.run(goal, run);
        }
    }

    private AgentRuntime deploy(Version version) {
        AgentRuntime runtime = AgentRuntime.builder()
                .journal(store)
                .dispatcher(InlineDispatcher.eager(Clock.systemUTC()))
                .model(model)
                .program(new Trip(version))
                .build();
        runtime.start();
        return runtime;
    }

    private static String before(String goal, Run run) {
        String plan = run.agent(Before.class).ask("plan " + goal);
        String said = run.await("go", String.class);
        return run.agent(Before.class).ask(plan + said);
    }

    private RunHandle<String> parked(UnaryOperator<RunOptions.RunOptionsBuilder> options) {
        return deploy(RedeployTests::before).start(Trip.class, "trip", options);
    }

    private RunHandle<String> goOn(RunHandle<String> run, Version version) {
        AgentRuntime next = deploy(version);
        next.signal(run.id(), "go", "!");
        return next.handle(Trip.class, run.id());
    }

    @Test
    void finishAllWithPromptsThatHaveChanged(CapturedOutput output) {
        List<RunHandle<String>> runs = new ArrayList<>();
        for (int number = 0; number < RUNS; number++) {
            runs.add(parked(options -> options));
        }
        AgentRuntime next = deploy((goal, run) -> {
            String plan = run.agent(After.class).ask("please plan " + goal);
            return run.agent(After.class).ask(plan + run.await("go", String.class));
        });

        runs.forEach(run -> next.signal(run.id(), "go", "!"));

        runs.forEach(run -> assertThat(next.handle(Trip.class, run.id()))
                .hasOutput("PLAN TRIP!")
                .hasSteps(StepKind.MODEL, 2));
        assertThat(model.asked()).hasSize(2 * RUNS).doesNotContain("please plan trip");
        assertThat(output.getOut().lines().filter(line -> line.contains("prompt") && line.contains("WARN")))
                .hasSizeGreaterThanOrEqualTo(RUNS);
    }

    @Test
    void divergeIfTheOrderHasChanged() {
        RunHandle<String> run = goOn(parked(options -> options), (goal, again) -> again.await("go", String.class));

        assertThat(run).hasStatus(RunStatus.DIVERGED).hasError("SIGNAL go");
    }

    @Test
    void divergeIfAStepIsNoLongerDone() {
        RunHandle<String> run = goOn(parked(options -> options), (goal, again) -> "nothing");

        assertThat(run).hasStatus(RunStatus.DIVERGED).hasError("has ended without");
    }

    @Test
    void goOnWhereThatIsWanted() {
        RunHandle<String> begun = parked(options -> options.onDivergence(OnDivergence.CONTINUE));

        RunHandle<String> run = goOn(begun, (goal, again) -> again.await("go", String.class));

        assertThat(run).hasOutput("!");
    }

    @Test
    void keepToTheOldWayWhereTheyWerePastIt() {
        Version versioned = (goal, run) -> {
            int version = run.version("greeting", 1, 2);
            String plan = run.agent(Before.class).ask("plan " + goal);
            String said = run.await("go", String.class);
            return version + run.agent(Before.class).ask(plan + said);
        };

        RunHandle<String> old = goOn(parked(options -> options), versioned);
        RunHandle<String> fresh = goOn(deploy(versioned).start(Trip.class, "trip", options -> options), versioned);

        assertThat(old).hasOutput("1PLAN TRIP!");
        assertThat(fresh).hasOutput("2PLAN TRIP!");
    }

    @Test
    void canBeForkedWithAnotherResult() {
        RunHandle<String> run = goOn(parked(options -> options), RedeployTests::before);
        AgentRuntime runtime = deploy(RedeployTests::before);
        long signal = runtime.steps(run.id()).stream()
                .filter(step -> step.kind() == StepKind.SIGNAL)
                .findFirst()
                .orElseThrow()
                .seq();

        RunHandle<String> fork = runtime.handle(Trip.class, runtime.fork(run.id(), signal));

        assertThat(fork).hasOutput("PLAN TRIP!").hasSteps(StepKind.MODEL, 2);
        assertThat(model.asked()).hasSize(3);
    }
}
