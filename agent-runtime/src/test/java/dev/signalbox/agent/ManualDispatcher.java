package dev.signalbox.agent;

import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.journal.RunId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Works on a run when a test says so, and remembers what it was told. */
final class ManualDispatcher implements RunDispatcher {

    private final AtomicReference<SliceWorker> worker = new AtomicReference<>();
    final List<RunId> submitted = new CopyOnWriteArrayList<>();
    final List<RunId> woken = new CopyOnWriteArrayList<>();
    volatile boolean closing;

    @Override
    public void start(SliceWorker started) {
        worker.set(started);
    }

    @Override
    public void submit(RunId run, Instant notBefore) {
        submitted.add(run);
    }

    @Override
    public void wake(RunId run) {
        woken.add(run);
    }

    SliceEnd work(RunId run) {
        return worker.get().work(run, () -> closing);
    }

    @Override
    public void close() {
        closing = true;
    }
}
