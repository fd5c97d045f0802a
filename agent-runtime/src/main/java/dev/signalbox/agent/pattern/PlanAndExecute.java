package dev.signalbox.agent.pattern;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.Run;
import java.util.List;

/**
 * A planner divides a goal into tasks, workers do them, each in a branch of its own, and a writer tells what came of it. The
 * three ask agents of their own: that of the planner has the role {@link dev.signalbox.agent.Role#PLAN}, those of the workers
 * {@link dev.signalbox.agent.Role#WORK}, that of the writer {@link dev.signalbox.agent.Role#ANSWER}.
 *
 * @param <I> a goal
 * @param <T> a task
 * @param <R> what comes of a task
 * @param <O> what comes of all of it
 */
public abstract class PlanAndExecute<I, T, R, O> implements AgentProgram<I, O> {

    private final int concurrency;

    /**
     * Of so many workers.
     *
     * @param concurrency how many tasks are done at a time at most; 1 for one after another
     * @throws IllegalArgumentException if it is below 1
     */
    protected PlanAndExecute(int concurrency) {
        this.concurrency = Bounds.atLeast(1, "concurrency", concurrency);
    }

    /**
     * A task that was done.
     *
     * @param task what was to be done
     * @param result what came of it
     */
    public record Done<T, R>(T task, R result) {}

    @Override
    public final O run(I goal, Run run) {
        List<Done<T, R>> done =
                run.parallel("task", plan(goal, run), concurrency, task -> new Done<>(task, execute(task, run)));
        return answer(goal, done, run);
    }

    /** Divides the goal into tasks, which must not need each other's results. */
    protected abstract List<T> plan(I goal, Run run);

    /** Does one task. */
    protected abstract R execute(T task, Run run);

    /** Tells what came of it; the tasks are in the order of the plan. */
    protected abstract O answer(I goal, List<Done<T, R>> done, Run run);
}
