package dev.signalbox.agent.dispatch;

import dev.signalbox.agent.journal.RunId;

/** Works on a run for one slice: until it is done, parked, failed or lost. */
@FunctionalInterface
public interface SliceWorker {

    /** Works; never throws for what happens in the run. */
    SliceEnd work(RunId run, Lease lease);
}
