package dev.signalbox.test.agent.behaviour;

import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.journal.RunId;
import java.time.Instant;

/** Leaves all runs to others. */
final class NoDispatcher implements RunDispatcher {

    @Override
    public void start(SliceWorker worker) {}

    @Override
    public void submit(RunId run, Instant notBefore) {}

    @Override
    public void wake(RunId run) {}

    @Override
    public void close() {}
}
