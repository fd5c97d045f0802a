package dev.signalbox.agent.dispatch.dbscheduler;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.journal.JournalStoreException;
import dev.signalbox.agent.journal.RunId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** One slice of a run as an execution of db-scheduler. */
@Slf4j
@RequiredArgsConstructor
final class RunTask {

    /** When a run is due that only a wake-up wakes. */
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    /** The last retry comes a minute after the one before. */
    private static final int DOUBLINGS = 6;

    private final SliceWorker worker;
    private final TaskTable table;
    private final Slices slices;
    private final InstantSource clock;
    private final Duration silence;
    private final Runnable lookForDue;

    /** What to do with a run's row once its slice has ended. */
    private interface Settling {
        boolean settled() throws SQLException;
    }

    CustomTask<Void> task() {
        return Tasks.custom(TaskTable.TASK, Void.class)
                .onFailure(this::failed)
                .onDeadExecution(this::revive)
                .execute((instance, context) -> work(instance.getId(), context));
    }

    private CompletionHandler<Void> work(String run, ExecutionContext context) {
        long seenWakes = seenWakes(run);
        SliceEnd end = slice(new RunId(run));
        return (complete, operations) -> settle(context.getExecution(), end, seenWakes);
    }

    private long seenWakes(String run) {
        try {
            return table.wakes(run);
        } catch (SQLException e) {
            throw new JournalStoreException("The dispatcher could not read how often a run was woken", e);
        }
    }

    /** A run that was picked while this node closes goes on to another. */
    private SliceEnd slice(RunId run) {
        if (!slices.begin()) {
            return new SliceEnd.Again(clock.instant());
        }
        try {
            return worker.work(run, slices::closing);
        } finally {
            slices.end();
        }
    }

    private void settle(Execution picked, SliceEnd end, long seenWakes) {
        if (end instanceof SliceEnd.Done) {
            settle(picked, () -> table.remove(picked, seenWakes));
        } else {
            Instant next = next(end);
            settle(picked, () -> table.rest(picked, next, 0, seenWakes));
            if (!next.isAfter(clock.instant())) {
                lookForDue.run();
            }
        }
    }

    /** A run that somebody else has is looked at again, in case nobody has. */
    private Instant next(SliceEnd end) {
        if (end instanceof SliceEnd.Parked parked) {
            Instant until = parked.until();
            return until == null || until.isAfter(FAR) ? FAR : until;
        }
        return end instanceof SliceEnd.Again again
                ? again.at()
                : clock.instant().plus(silence);
    }

    private void settle(Execution picked, Settling settling) {
        try {
            if (settling.settled()) {
                return;
            }
            if (table.rest(picked, clock.instant(), 0, TaskTable.ANY)) {
                lookForDue.run();
            } else {
                log.info("Run {} has gone to another worker", picked.taskInstance.getId());
            }
        } catch (SQLException e) {
            throw new JournalStoreException("The dispatcher could not write what comes after a slice", e);
        }
    }

    private void failed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        Execution picked = complete.getExecution();
        Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(DOUBLINGS, picked.consecutiveFailures));
        Instant next = clock.instant().plus(slices.closing() ? Duration.ZERO : pause);
        log.warn(
                "A slice of run {} has failed and is tried again at {}",
                picked.taskInstance.getId(),
                next,
                complete.getCause().orElse(null));
        settle(picked, () -> table.rest(picked, next, picked.consecutiveFailures + 1, TaskTable.ANY));
    }

    private void revive(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        Execution dead = complete.getExecution();
        log.warn(
                "The worker of run {}, {}, has not been heard of for {}; the run goes to another",
                dead.taskInstance.getId(),
                dead.pickedBy,
                silence);
        settle(dead, () -> table.rest(dead, clock.instant(), dead.consecutiveFailures, TaskTable.ANY));
        lookForDue.run();
    }
}
