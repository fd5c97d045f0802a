package dev.signalbox.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is advanced by hand: one time as {@link #instant} and as {@link #nanos}. It begins at
 * 2026-01-01T00:00:00Z, its nanoseconds below zero. Thread-safe.
 */
public final class FakeClock extends Clock {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long FIRST_NANOS = -Duration.ofMinutes(1).toNanos();

    private final List<FakeTimer<?>> timers = new ArrayList<>();
    private long elapsed;

    /** Nanoseconds for measuring durations, as {@link System#nanoTime} gives them. */
    public long nanos() {
        return FIRST_NANOS + elapsed();
    }

    /**
     * Advances the clock. Timers that fall due on the way fire on the calling thread, in the order of their times, each
     * while the clock shows its time.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock is to advance by " + by + ". It only goes forward.");
        }
        long end = elapsed() + by.toNanos();
        for (FakeTimer<?> timer = due(end); timer != null; timer = due(end)) {
            timer.run();
        }
        forwardTo(end);
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(elapsed());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Not supported: this clock shows UTC. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("This clock shows UTC; convert its instants instead.");
    }

    @Override
    public String toString() {
        return "FakeClock[" + instant() + ", timers=" + timers().size() + "]";
    }

    synchronized long elapsed() {
        return elapsed;
    }

    synchronized void add(FakeTimer<?> timer) {
        timers.add(timer);
    }

    synchronized void remove(FakeTimer<?> timer) {
        timers.remove(timer);
    }

    synchronized List<FakeTimer<?>> timers() {
        return List.copyOf(timers);
    }

    private synchronized @Nullable FakeTimer<?> due(long end) {
        FakeTimer<?> next =
                timers.stream().min(Comparator.comparingLong(FakeTimer::due)).orElse(null);
        if (next == null || next.due() > end) {
            return null;
        }
        timers.remove(next);
        forwardTo(next.due());
        return next;
    }

    private synchronized void forwardTo(long time) {
        elapsed = Math.max(elapsed, time);
    }
}
