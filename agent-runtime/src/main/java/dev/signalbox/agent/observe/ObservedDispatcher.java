package dev.signalbox.agent.observe;

import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.journal.RunId;
import java.time.Instant;
import lombok.RequiredArgsConstructor;

/** A dispatcher whose workers are observed. */
@RequiredArgsConstructor
final class ObservedDispatcher implements RunDispatcher {

    private final RunDispatcher dispatcher;
    private final AgentObservations observations;

    @Override
    public void start(SliceWorker worker) {
        dispatcher.start((run, lease) -> observations.work(worker, run, lease));
    }

    @Override
    public void submit(RunId run, Instant notBefore) {
        dispatcher.submit(run, notBefore);
    }

    @Override
    public void wake(RunId run) {
        dispatcher.wake(run);
    }

    @Override
    public boolean outlivesItsProcess() {
        return dispatcher.outlivesItsProcess();
    }

    @Override
    public void close() {
        dispatcher.close();
    }
}
