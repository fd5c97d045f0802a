package dev.signalbox.agent.dispatch;

import dev.signalbox.agent.journal.RunId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Works on runs when it is told to, on the thread that tells it: for tests, and for programs that wait for their run. It forgets
 * what it knows with its process, and has to be the only one at work on its store: what is under way when it starts it takes for
 * left behind. Thread-safe.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class InlineDispatcher implements RunDispatcher {

    private final InstantSource clock;
    /** Whether what is due is worked on without being told, by whoever makes it due. */
    private final boolean eager;
    /** When each known run is due; {@link Instant#MAX} if only a wake-up ends its rest. Earlier ones first. */
    private final Map<RunId, Instant> due = new LinkedHashMap<>();
    /** Runs that are worked on, and whether they were woken meanwhile. */
    private final Map<RunId, Boolean> working = new LinkedHashMap<>();

    private @Nullable SliceWorker worker;
    private boolean closed;

    /** One that works only when it is told to. */
    public InlineDispatcher(InstantSource clock) {
        this(clock, false);
    }

    /**
     * One that works on a run at once when it is submitted or woken, on that thread. What is due by time alone still waits for
     * {@link #runDue()}, or for any other run.
     */
    public static InlineDispatcher eager(InstantSource clock) {
        return new InlineDispatcher(clock, true);
    }

    @Override
    public void start(SliceWorker begins) {
        synchronized (this) {
            if (worker != null) {
                throw new IllegalStateException(
                        "The dispatcher has begun already. Start it once, and make another for another.");
            }
            worker = begins;
        }
        workIfEager();
    }

    @Override
    public boolean outlivesItsProcess() {
        return false;
    }

    @Override
    public void submit(RunId run, Instant notBefore) {
        synchronized (this) {
            if (!working.containsKey(run)) {
                due.putIfAbsent(run, notBefore);
            }
        }
        workIfEager();
    }

    @Override
    public void wake(RunId run) {
        synchronized (this) {
            if (working.replace(run, true) == null) {
                Instant now = clock.instant();
                due.merge(run, now, (known, woken) -> known.isBefore(woken) ? known : woken);
            }
        }
        workIfEager();
    }

    private void workIfEager() {
        if (eager && hasBegun()) {
            runDue();
        }
    }

    private synchronized boolean hasBegun() {
        return worker != null;
    }

    /** When the next run is due by itself. */
    public synchronized Optional<Instant> nextDue() {
        return due.values().stream().filter(time -> time.isBefore(Instant.MAX)).min(Comparator.naturalOrder());
    }

    /**
     * Works until nothing is due. What a worker throws comes out here, and its run stays due.
     *
     * @return how many slices there were
     * @throws IllegalStateException if it has not begun
     */
    public int runDue() {
        SliceWorker works = worker();
        int slices = 0;
        for (RunId run = take(); run != null; run = take()) {
            work(works, run);
            slices++;
        }
        return slices;
    }

    private synchronized SliceWorker worker() {
        if (worker == null) {
            throw new IllegalStateException("The dispatcher has not begun. Start it with what works on runs first.");
        }
        return worker;
    }

    private synchronized @Nullable RunId take() {
        Instant now = clock.instant();
        Optional<RunId> next = due.entrySet().stream()
                .filter(entry -> !closed && !entry.getValue().isAfter(now))
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
        next.ifPresent(run -> {
            due.remove(run);
            working.put(run, false);
        });
        return next.orElse(null);
    }

    private void work(SliceWorker works, RunId run) {
        SliceEnd end = new SliceEnd.Again(clock.instant());
        try {
            end = works.work(run, this::isClosed);
        } finally {
            settle(run, end);
        }
    }

    private synchronized void settle(RunId run, SliceEnd end) {
        boolean woken = Boolean.TRUE.equals(working.remove(run));
        Instant next = woken ? clock.instant() : next(end);
        if (next != null) {
            due.put(run, next);
        }
    }

    private static @Nullable Instant next(SliceEnd end) {
        if (end instanceof SliceEnd.Again again) {
            return again.at();
        }
        if (end instanceof SliceEnd.Parked parked) {
            Instant until = parked.until();
            return until == null ? Instant.MAX : until;
        }
        return null;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
