package dev.signalbox.agent.dispatch;

import dev.signalbox.agent.journal.RunId;
import java.time.Instant;

/**
 * Decides which worker works on a run and when. Knows nothing of agents; the journal is the truth. At most one worker of
 * one dispatcher works on a run at a time, and a dead worker's runs come to others. Implementations are thread-safe; what cannot
 * be done for now is a {@link dev.signalbox.agent.journal.JournalStoreException}.
 */
public interface RunDispatcher extends AutoCloseable {

    /**
     * Begins to hand out runs, also those that were submitted before, by this node or another. A worker that throws is called
     * again later.
     *
     * @param worker what works on them
     * @throws IllegalStateException if it has begun already
     */
    void start(SliceWorker worker);

    /**
     * Lets a run be worked on. May be called again for the same run; does nothing if it is known already, until it is
     * {@linkplain SliceEnd.Done done}.
     *
     * @param notBefore when at the earliest
     */
    void submit(RunId run, Instant notBefore);

    /**
     * Lets a run be worked on now, known or not: a decision, a signal or a child's result has come. A slice begins after this
     * call, also if one is under way or about to end.
     */
    void wake(RunId run);

    /** Whether it still knows, after its process has ended, the runs that were under way. */
    default boolean outlivesItsProcess() {
        return true;
    }

    /** Takes no more runs, asks those under way to hand over at their next step, and waits for them a while. */
    @Override
    void close();
}
