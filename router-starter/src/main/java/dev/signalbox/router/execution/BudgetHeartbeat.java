package dev.signalbox.router.execution;

import dev.signalbox.router.budget.BudgetStore;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Keeps what this node has reserved alive, from its first reservation until it is closed. */
@RequiredArgsConstructor
final class BudgetHeartbeat {

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);
    private static final Duration PERIOD = TIME_TO_LIVE.dividedBy(3);
    private static final Duration OVERDUE = PERIOD.multipliedBy(2);

    private final String owner = UUID.randomUUID().toString(); // unlike our random source, it is unique over all nodes
    private final AtomicLong reservations = new AtomicLong();
    private final AtomicBoolean beating = new AtomicBoolean();
    private final BudgetStore store;
    private final Clockwork clockwork;
    private final StoreCondition condition;
    private final Runnable onBeat;
    /** When the store last took a heartbeat, {@code null} before the first one. */
    private volatile @Nullable Long lastBeat;

    private volatile boolean closed;

    String owner() {
        return owner;
    }

    /** An id for one more reservation. */
    String next() {
        return owner + "-" + Long.toHexString(reservations.incrementAndGet());
    }

    /**
     * To be called before each reservation: without a heartbeat it would not count, at the beginning or after the store, or
     * this process, was away for a while.
     */
    void ensure() {
        Long last = lastBeat;
        if (last == null || clockwork.nanos().getAsLong() - last > OVERDUE.toNanos()) {
            tell();
            if (beating.compareAndSet(false, true)) {
                again();
            }
        }
    }

    private void tell() {
        long now = clockwork.nanos().getAsLong(); // before: what takes long counts from its beginning
        store.heartbeat(owner, TIME_TO_LIVE);
        lastBeat = now;
    }

    private void again() {
        if (!closed) {
            try {
                clockwork.scheduler().schedule(this::hop, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException shuttingDown) {
                closed = true;
            }
        }
    }

    /** The store may take long, so the timer only hands over. */
    private void hop() {
        try {
            clockwork.executor().execute(this::beat);
        } catch (RejectedExecutionException full) {
            again();
        }
    }

    private void beat() {
        try {
            if (!closed) {
                tell();
                condition.works();
                onBeat.run();
            }
        } catch (RuntimeException e) {
            condition.failed("heartbeat", e);
        } finally {
            again();
        }
    }

    void close() {
        closed = true;
    }
}
