package dev.signalbox.router.ledger;

import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to a ledger in batches: as soon as {@value #BATCH} wait, and whatever waits every 200 ms. Whoever adds one
 * never waits. While the ledger fails, records wait for it, as many as there is room for; more are dropped and counted.
 * Closing it writes what waits.
 */
@Slf4j
public final class LedgerWriter implements AutoCloseable {

    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration PRUNING = Duration.ofMinutes(10);
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final Threads threads;
    private final @Nullable Duration retention;
    private final ArrayBlockingQueue<LedgerEntry> waiting;
    private final List<LedgerEntry> batch = new ArrayList<>(BATCH);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Object turn = new Object();
    private final Future<?> timer;
    private volatile @Nullable String complaint;
    private volatile boolean closed;
    private long prunedAt;

    /**
     * What it works with.
     *
     * @param scheduler fires its timer; the work is done elsewhere
     * @param executor on whose threads it writes
     * @param instants the time of day
     * @param nanos a monotonic clock, in nanoseconds
     */
    public record Threads(
            ScheduledExecutorService scheduler, Executor executor, InstantSource instants, LongSupplier nanos) {}

    /**
     * Begins to wait for records.
     *
     * @param capacity how many may wait
     * @param retention after which time records are deleted; {@code null} for never
     */
    public LedgerWriter(Ledger ledger, Threads threads, int capacity, @Nullable Duration retention) {
        this.ledger = ledger;
        this.threads = threads;
        this.retention = retention;
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.prunedAt = threads.nanos().getAsLong() - PRUNING.toNanos();
        this.timer = threads.scheduler()
                .scheduleWithFixedDelay(this::wake, PAUSE.toNanos(), PAUSE.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Takes a record; drops it if there is no room. */
    public void add(LedgerEntry entry) {
        if (closed || !waiting.offer(entry)) {
            drop();
        } else if (waiting.size() >= BATCH) {
            wake();
        }
    }

    private void drop() {
        if (dropped.getAndIncrement() == 0) {
            log.warn("The ledger does not take records as fast as they come, or not at all: records are dropped."
                    + " How many is told by its meters and by the endpoint 'routerledger'.");
        }
    }

    /** Sees to it that somebody writes, unless somebody does. */
    private void wake() {
        if (busy.compareAndSet(false, true)) {
            try {
                threads.executor().execute(this::work);
            } catch (RuntimeException e) {
                busy.set(false); // the threads are gone: the last words are written by whoever closes
            }
        }
    }

    private void work() {
        try {
            synchronized (turn) {
                while (write()) {
                    // until nothing waits, or the ledger fails
                }
                prune();
            }
        } finally {
            busy.set(false);
        }
    }

    /** Writes one batch; answers whether it is worth while to go on. A batch that failed is the next one again. */
    private boolean write() {
        if (batch.isEmpty() && waiting.drainTo(batch, BATCH) == 0) {
            return false;
        }
        try {
            ledger.write(List.copyOf(batch));
            batch.clear();
            recovered();
            return true;
        } catch (RuntimeException e) {
            failed(e);
            return false;
        }
    }

    private void failed(RuntimeException cause) {
        failures.incrementAndGet();
        if (complaint == null) {
            log.warn("The ledger cannot be written; records wait until it can: {}", cause.toString());
        }
        complaint = cause.toString();
    }

    private void recovered() {
        if (complaint != null) {
            log.info("The ledger is written again.");
        }
        complaint = null;
    }

    private void prune() {
        long now = threads.nanos().getAsLong();
        if (retention == null || complaint != null || now - prunedAt < PRUNING.toNanos()) {
            return;
        }
        prunedAt = now;
        try {
            Instant before = threads.instants().instant().minus(retention);
            long deleted = ledger.deleteBefore(before);
            log.debug("{} records of the ledger before {} were deleted", deleted, before);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** How many records were dropped because there was no room. */
    public long dropped() {
        return dropped.get();
    }

    /** How many records wait to be written. */
    public int waiting() {
        return waiting.size();
    }

    /** How often the ledger failed. */
    public long failures() {
        return failures.get();
    }

    /** Writes what waits, as long as the ledger takes it, for ten seconds at most. */
    @Override
    public void close() {
        timer.cancel(false);
        long end = threads.nanos().getAsLong() + LAST_WORDS.toNanos();
        synchronized (turn) {
            closed = true;
            while (write() && threads.nanos().getAsLong() - end < 0) {
                // until nothing waits
            }
            int lost = batch.size() + waiting.size();
            if (lost > 0) {
                dropped.addAndGet(lost);
                log.warn("{} records of the ledger were lost: it could not be written before the end.", lost);
            }
        }
    }
}
