package dev.signalbox.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps journals, for one node or many. What a method has written when it returns is kept, however the process ends.
 *
 * <p>A run belongs to whoever claimed it last: the {@linkplain #claim claim} counts its epoch up, and whatever a worker
 * writes with an older epoch, or of a run that has ended, is refused. Implementations are thread-safe. What cannot be done
 * for now is a {@link JournalStoreException}.
 */
public interface JournalStore {

    /**
     * Writes a new run, unless there is one with the same id or start key.
     *
     * @return the run as it is now: the given one, or the one that was there
     */
    RunRecord start(RunRecord run);

    /** The run of that id. */
    Optional<RunRecord> run(RunId id);

    /** Runs, newest first. */
    List<RunRecord> runs(RunQuery query, int max);

    /**
     * Runs that nobody may know to be due, oldest first: ready ones without a time, those whose time has come, and those that
     * wait and were woken after their last slice had begun. Not running ones: whoever dispatched them sees to them.
     *
     * @param untouchedSince only those that were started, or whose last slice began or ended, before then
     */
    List<RunId> due(Instant now, Instant untouchedSince, int max);

    /**
     * Takes a run for a slice: counts its epoch up and says that it is running.
     *
     * @return empty if there is no such run or it has ended
     */
    Optional<RunRecord> claim(RunId id, Instant now);

    /** All steps of a run, in order. */
    List<StepRecord> steps(RunId id);

    /** The last place that is taken in a run, by a step or by what happened beside; 0 if none is. */
    long lastSeq(RunId id);

    /**
     * Writes a step and what happened with it. A worker that writes in the order of the places lets those who read along miss
     * nothing.
     *
     * @return whether the worker still has the run and nobody has written the step, or another at its place; if not, nothing was
     *     written
     */
    boolean add(StepRecord step, List<EventRecord> events);

    /**
     * Ends a step that was added as {@link StepState#STARTED}, by this worker or one before; it takes a new place, that of its
     * end.
     *
     * @return whether the worker still has the run and the step had not ended; if not, nothing was written
     */
    boolean complete(StepRecord step, List<EventRecord> events);

    /**
     * Writes what happened beside the steps.
     *
     * @return whether the worker still has the run; if not, nothing was written
     */
    boolean add(RunId run, long epoch, List<EventRecord> events);

    /**
     * Ends a slice, and writes what happened and what memories hold with it: all or nothing. Of runs that write the same
     * memories at the same time, one is the last for all of them.
     *
     * @return how often the run was woken by now, empty if the worker does not have it any more; if so, nothing was written
     */
    Optional<Long> end(SliceEndRecord end);

    /** Counts a wake-up, so that a slice that is about to end notices. */
    void wake(RunId id);

    /**
     * Asks for the end of a run, and counts a wake-up.
     *
     * @return whether there is one that has not ended
     */
    boolean cancel(RunId id);

    /** Whether somebody wants the run to end. */
    boolean cancelAsked(RunId id);

    /**
     * Writes a question, unless the step has asked already, and what happened with it.
     *
     * @return whether the worker still has the run; if not, nothing was written
     */
    boolean ask(ApprovalRecord approval, long epoch, List<EventRecord> events);

    /** The approval of that id. */
    Optional<ApprovalRecord> approval(String id);

    /** The approvals of a run, in the order in which they were asked. */
    List<ApprovalRecord> approvals(RunId run);

    /** Approvals that nobody has decided, of runs that have not ended, oldest first. */
    List<ApprovalRecord> pending(int max);

    /**
     * Decides an approval, unless it is decided, and counts a wake-up of its run.
     *
     * @param decided the approval with the decision
     * @return whether this was what decided it
     */
    boolean decide(ApprovalRecord decided);

    /**
     * Says something to a run, under the next number of that name, and counts a wake-up.
     *
     * @return whether there is one that has not ended; if not, nothing was written
     */
    boolean signal(RunId run, String name, String payload, Instant at);

    /** What was said to a run, in order. */
    List<SignalRecord> signals(RunId run);

    /**
     * What happened in a run after a place, in order; ended steps come as events of the type
     * {@link EventRecord#STEP_COMPLETED} with an empty payload and the step's key.
     */
    List<EventRecord> events(RunId run, long after, int max);

    /** One step. */
    Optional<StepRecord> step(RunId run, String key);

    /** What a run's steps have used, and the cost of its children with it. */
    StepUse use(RunId run);

    /** The messages that a chat memory holds, JSON. */
    Optional<String> memory(String id);

    /**
     * Replaces the messages that a chat memory holds; {@code null} forgets it. For whoever keeps the journal: a run writes with
     * its {@linkplain #end end}, and one that has begun with the memory may bring back what was forgotten since.
     */
    void memory(String id, @Nullable String messages);

    /**
     * Writes a new run with the steps of another up to a place, except for those that had not ended. What these used stays with
     * the other.
     *
     * @throws IllegalArgumentException if there is a result to replace, but no ended step at that place, or the run is there already
     */
    void fork(Fork fork);

    /**
     * Forgets what was asked in steps that ended before a time, and the arguments of approvals that were decided for such steps,
     * or whose run ended before that time; what came of them stays.
     *
     * @return how many steps and approvals have forgotten something
     */
    long forgetRequestsBefore(Instant time);

    /** Deletes runs that ended before a time, with all they did, unless they are children of one that has not ended. */
    long deleteEndedBefore(Instant time, int max);

    /**
     * Does something in one new transaction with whatever is written meanwhile on this thread, and undoes it all if the work
     * throws. It is kept when it ends, as what is written outside of it is at once, whatever transaction the thread is in.
     *
     * @throws UnsupportedOperationException if it cannot
     * @throws RolledBackException if something in it had failed and the work gone on, or what it wrote was refused at the end, so
     *     that all of it was undone
     * @throws JournalStoreException if the transaction could not begin, or it is not known whether it was kept
     */
    <T> T transaction(Supplier<T> work);

    /** The data source whose transactions {@link #transaction} spans, if others may take part. */
    Optional<DataSource> dataSource();
}
