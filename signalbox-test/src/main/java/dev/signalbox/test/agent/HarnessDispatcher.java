package dev.signalbox.test.agent;

import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.journal.RunId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Works on the test's thread, outlives processes as a database's queue does, and sees to a new one when one is killed. */
@RequiredArgsConstructor
final class HarnessDispatcher implements RunDispatcher {

    private static final int MOST_KILLS = 1000;

    private final InstantSource clock;
    private final Runnable reviver;
    private final Map<RunId, Instant> due = new LinkedHashMap<>();
    /** Runs whose worker has not come back: it is at them, or was killed. They are worked on by the next. */
    private final Set<RunId> held = ConcurrentHashMap.newKeySet();

    private volatile @Nullable SliceWorker worker;
    private boolean busy;
    private volatile boolean handOver;

    @Override
    public void start(SliceWorker begins) {
        synchronized (this) {
            worker = begins;
            handOver = false;
            held.forEach(run -> due.put(run, Instant.MIN));
            held.clear();
        }
        run();
    }

    @Override
    public void submit(RunId run, Instant notBefore) {
        synchronized (this) {
            due.putIfAbsent(run, notBefore);
        }
        run();
    }

    @Override
    public void wake(RunId run) {
        synchronized (this) {
            due.put(run, Instant.MIN);
        }
        run();
    }

    /**
     * Works on all that is due, unless that is what it is doing; in new processes, as long as they are killed.
     *
     * @throws AssertionError if one process after the other is killed, and nothing comes of it
     */
    void run() {
        if (!begin()) {
            return;
        }
        try {
            for (int kills = 0; !survives(); kills++) {
                if (kills == MOST_KILLS) {
                    throw new AssertionError(
                            kills + " processes were killed and got nothing done. Let them live a little longer.");
                }
                reviver.run();
            }
        } finally {
            end();
        }
    }

    private boolean survives() {
        try {
            for (Optional<RunId> next = take(); next.isPresent(); next = take()) {
                work(next.get());
            }
            return true;
        } catch (ProcessKilled killed) {
            return false;
        }
    }

    private synchronized boolean begin() {
        if (busy || handOver || worker == null) {
            return false;
        }
        busy = true;
        return true;
    }

    private synchronized void end() {
        busy = false;
    }

    private synchronized Optional<RunId> take() {
        Optional<RunId> next = due.entrySet().stream()
                .filter(entry -> !handOver && !entry.getValue().isAfter(clock.instant()))
                .min(Comparator.comparing(Entry::getValue))
                .map(Entry::getKey);
        next.ifPresent(due::remove);
        return next;
    }

    private void work(RunId run) {
        held.add(run);
        SliceEnd end = Objects.requireNonNull(worker).work(run, () -> handOver);
        held.remove(run);
        synchronized (this) {
            if (end instanceof SliceEnd.Again again) {
                due.put(run, again.at());
            } else if (end instanceof SliceEnd.Parked parked && parked.until() != null) {
                due.putIfAbsent(run, parked.until());
            }
        }
    }

    /** When it has something to do next, as far as it knows. */
    synchronized Optional<Instant> next() {
        return due.values().stream().min(Instant::compareTo);
    }

    /** Whether a worker is at a run. */
    boolean working() {
        return !held.isEmpty();
    }

    /** Asks those at work to hand over; what they leave is worked on after the next start. */
    @Override
    public void close() {
        handOver = true;
    }
}
