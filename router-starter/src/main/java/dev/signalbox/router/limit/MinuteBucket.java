package dev.signalbox.router.limit;

import io.github.bucket4j.BandwidthBuilder;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;

/** So much per minute, refilled evenly; may be in debt. Its owner holds the lock. */
final class MinuteBucket {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final long capacity;
    private final LocalBucket bucket;

    MinuteBucket(long perMinute, LongSupplier nanos) {
        // Bucket4j refills at most one per nanosecond; nobody is that fast.
        this.capacity = Math.min(perMinute, MINUTE.toNanos());
        this.bucket = new LocalBucketBuilder()
                .addLimit(BandwidthBuilder.builder()
                        .capacity(capacity)
                        .refillGreedy(capacity, MINUTE)
                        .build())
                .withCustomTimePrecision(new NanoMeter(nanos))
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    long atMostAll(long amount) {
        return Math.min(amount, capacity);
    }

    /**
     * How long until so much, or all that fits, is there. Bucket4j rounds that down, in the end to nothing, so what it
     * says is tried out.
     */
    long nanosUntil(long amount) {
        long wanted = atMostAll(amount);
        VerboseResult<EstimationProbe> estimate = bucket.asVerbose().estimateAbilityToConsume(wanted);
        if (estimate.getValue().canBeConsumed()) {
            return 0;
        }
        long nanos = estimate.getValue().getNanosToWaitForRefill();
        BucketState then = estimate.getState().copy();
        then.refillAllBandwidth(estimate.getOperationTimeNanos() + nanos);
        return then.getAvailableTokens() >= wanted ? nanos : nanos + 1;
    }

    /** Adds so much, as far as it fits; less than nothing is taken, into debt if need be. */
    void add(long amount) {
        if (amount > 0) {
            bucket.addTokens(amount);
        } else if (amount < 0) {
            bucket.consumeIgnoringRateLimits(-amount);
        }
    }

    /** Bucket4j's view of a clock. */
    @RequiredArgsConstructor
    private static final class NanoMeter implements TimeMeter {

        private final LongSupplier nanos;

        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
