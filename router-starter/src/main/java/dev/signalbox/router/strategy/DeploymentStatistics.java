package dev.signalbox.router.strategy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/**
 * What has been seen of one deployment lately: calls in flight, and how fast its answers of the last five minutes were,
 * those that came piece by piece and those that came whole apart. Percentiles are by nearest rank and at most 3.2 % off
 * (from 16 microseconds and 0.016 tokens per second on), since numbers are counted in log-linear buckets as HdrHistogram
 * does; times end at 71 minutes. They are unknown below five answers. Takes at most 75 kB.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class DeploymentStatistics {

    private static final int MAX_UNANSWERED = 10;
    private static final int ORDER_BITS = 44;
    private static final int MAX_COUNTED = (1 << Long.SIZE - 1 - ORDER_BITS) - 1;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicLong proven = new AtomicLong();
    private final AtomicLong lastStart = new AtomicLong();
    private final Measurements streamed = new Measurements();
    private final Measurements whole = new Measurements();
    private final LongSupplier nanos;
    private final AtomicLong starts;
    private volatile long startedAt;

    /**
     * An attempt starts.
     *
     * @param nanos now, by the clock of the statistics
     */
    public void started(long nanos) {
        tryStart(nanos, Integer.MAX_VALUE);
    }

    /**
     * An attempt starts, unless there are too many already.
     *
     * @param nanos now, by the clock of the statistics
     * @param limit how many may be in flight at a time
     * @return whether it may start; if so, {@link #ended} is due
     */
    public boolean tryStart(long nanos, int limit) {
        int before = inFlight.getAndUpdate(count -> count < limit ? count + 1 : count);
        if (before >= limit) {
            return false;
        }
        if (nanos - startedAt > RollingHistogram.WINDOW) {
            proven.set(0);
        }
        startedAt = nanos;
        lastStart.accumulateAndGet(starts.incrementAndGet(), Math::max);
        return true;
    }

    /** A started attempt is over, whatever became of it. */
    public void ended() {
        inFlight.decrementAndGet();
        if (unanswered.incrementAndGet() >= MAX_UNANSWERED) {
            proven.set(0);
        }
    }

    /** How many attempts have started and not ended. */
    public int inFlight() {
        return inFlight.get();
    }

    /**
     * An attempt brought an answer. To be called before or after {@link #ended()}, which is due all the same.
     *
     * @param streamed whether it came piece by piece
     * @param latencyNanos the time to its first content, if streamed; otherwise to the whole answer
     * @param durationNanos the time to its end
     * @param outputTokens its size, zero or less if unknown: then only the latency counts
     */
    public void answered(boolean streamed, long latencyNanos, long durationNanos, long outputTokens) {
        unanswered.set(0);
        proven.incrementAndGet();
        long now = nanos.getAsLong();
        Measurements measurements = measurements(streamed);
        measurements.micros().record((latencyNanos + 500) / 1_000, now);
        long came = streamed ? coming(latencyNanos, durationNanos) : durationNanos;
        if (outputTokens > 0 && came > 0) {
            measurements.milliTokens().record(Math.round(1e12 * outputTokens / came), now);
        }
    }

    /** A stream that came in one piece after all, within a hundredth of its time, counts like a whole answer. */
    private static long coming(long latencyNanos, long durationNanos) {
        long coming = durationNanos - latencyNanos;
        return coming < durationNanos / 100 ? durationNanos : coming;
    }

    /**
     * The time within which a share of the answers began or, of whole ones, were there.
     *
     * @param percentile the share, from 0 to 1: 0.5 is the median
     * @return nanoseconds, -1 while there are fewer than five answers of the last five minutes
     * @throws IllegalArgumentException if the percentile is not from 0 to 1
     */
    public long latencyNanos(boolean streamed, double percentile) {
        requireShare(percentile);
        return latencyNanos(streamed, percentile, nanos.getAsLong());
    }

    long latencyNanos(boolean streamed, double percentile, long now) {
        return measurements(streamed).latencyNanos(percentile, now);
    }

    /**
     * The speed that a share of the answers did not exceed: the output tokens over the time in which they came, which is
     * the time after the first content for streams and the whole time for whole answers.
     *
     * @param percentile the share, from 0 to 1: 0.5 is the median
     * @return tokens per second, NaN while there are fewer than five answers of known size of the last five minutes
     * @throws IllegalArgumentException if the percentile is not from 0 to 1
     */
    public double tokensPerSecond(boolean streamed, double percentile) {
        requireShare(percentile);
        return tokensPerSecond(streamed, percentile, nanos.getAsLong());
    }

    double tokensPerSecond(boolean streamed, double percentile, long now) {
        return measurements(streamed).tokensPerSecond(percentile, now);
    }

    private static void requireShare(double percentile) {
        if (!(percentile >= 0 && percentile <= 1)) {
            throw new IllegalArgumentException(
                    "The percentile is " + percentile + ". It must be from 0 to 1, for example 0.95.");
        }
    }

    private Measurements measurements(boolean streamed) {
        return streamed ? this.streamed : whole;
    }

    /** How many answers count. */
    int answers(boolean streamed, long now) {
        return measurements(streamed).answers(now);
    }

    /** The number of its last start among the starts of all deployments; 0 before the first. */
    long lastStart() {
        return lastStart.get();
    }

    /** Orders by calls in flight, and where those are equal by the last start, the one that lies longest back first. */
    long load() {
        return (long) Math.min(inFlight.get(), MAX_COUNTED) << ORDER_BITS | lastStart.get();
    }

    /**
     * Whether it may be called only in order to measure it: while the answers it has and the calls under way are not
     * enough to know it. If it fails each time, one such call in half a minute must do.
     */
    boolean measurable(boolean streamed, long now) {
        return inFlight.get() + answers(streamed, now) < Measurements.MIN_SAMPLES
                && (unanswered.get() < MAX_UNANSWERED || now - startedAt >= RollingHistogram.SLICE);
    }

    /**
     * Whether it has as much to do as may be trusted to it: five calls at a time and two more for each answer since it was
     * last new, which is after five minutes without a call and after ten calls in a row without an answer. So the load
     * of a cold or recovering deployment about trebles with each of its answers' times, as in TCP's slow start.
     */
    boolean filled() {
        return inFlight.get() >= Measurements.MIN_SAMPLES + 2 * proven.get();
    }
}
