package dev.signalbox.test.agent;

import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.RunView;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about a run and its journal. Every failure tells how the run stands and what it has done. */
public final class RunAssert extends AbstractAssert<RunAssert, RunHandle<?>> {

    RunAssert(RunHandle<?> actual) {
        super(actual, RunAssert.class);
    }

    /** It has ended with its output. */
    public RunAssert succeeded() {
        return hasStatus(RunStatus.SUCCEEDED);
    }

    /** It waits for a person, a signal, a child or a time. */
    public RunAssert parked() {
        return hasStatus(RunStatus.PARKED);
    }

    /** It waits, and says that it waits for this. */
    public RunAssert parkedFor(String what) {
        parked();
        return hasError(what);
    }

    /** It has ended with an error. */
    public RunAssert failed() {
        return hasStatus(RunStatus.FAILED);
    }

    /** It stands so. */
    public RunAssert hasStatus(RunStatus status) {
        return check("the status", run().status(), status);
    }

    /** Its error, or what it waits for, has this in it. */
    public RunAssert hasError(String part) {
        String error = run().view().error();
        if (error == null || !error.contains(part)) {
            failWithMessage("Expected the error to contain <%s>, but it is <%s>.%s", part, error, told());
        }
        return this;
    }

    /** This came of it. */
    public RunAssert hasOutput(@Nullable Object output) {
        succeeded();
        return check("the output", output(), output);
    }

    private @Nullable Object output() {
        try {
            return run().await(Duration.ZERO);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** It has so many steps of that kind that have ended. */
    public RunAssert hasSteps(StepKind kind, int count) {
        long steps = ended().stream().filter(step -> step.kind() == kind).count();
        return check("the number of steps " + kind, steps, (long) count);
    }

    /** It has so many steps of that kind and name that have ended. */
    public RunAssert hasSteps(StepKind kind, String name, int count) {
        long steps = ended().stream()
                .filter(step -> step.kind() == kind && step.name().equals(name))
                .count();
        return check("the number of steps " + kind + " " + name, steps, (long) count);
    }

    /** No step has failed. */
    public RunAssert hasNoFailedStep() {
        List<StepRecord> failed =
                run().steps().stream().filter(StepRecord::failed).toList();
        return check("the failed steps", failed, List.of());
    }

    private List<StepRecord> ended() {
        return run().steps().stream()
                .filter(step -> step.state() != StepState.STARTED)
                .toList();
    }

    private RunHandle<?> run() {
        isNotNull();
        return actual;
    }

    private RunAssert check(String what, @Nullable Object is, @Nullable Object expected) {
        if (!Objects.equals(is, expected)) {
            failWithMessage("Expected %s to be <%s>, but it is <%s>.%s", what, expected, is, told());
        }
        return this;
    }

    private String told() {
        RunView view = run().view();
        String steps = run().steps().stream()
                .map(step -> "\n  " + step + " " + step.state())
                .collect(Collectors.joining());
        return "\nRun " + view.id() + " of " + view.program() + " is " + view.status()
                + (view.error() == null ? "" : ": " + view.error()) + steps;
    }
}
