package dev.signalbox.router.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BandwidthBuilder;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.MathType;
import io.github.bucket4j.distributed.serialization.DataOutputSerializationAdapter;
import io.github.bucket4j.distributed.serialization.Scope;
import io.github.bucket4j.distributed.versioning.Versions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** So much per minute, refilled evenly; may be in debt. Times are nanoseconds. Its owner holds the lock. */
final class MinuteBucket {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final long capacity;
    private final BucketState state;

    private MinuteBucket(long capacity, BucketState state) {
        this.capacity = capacity;
        this.state = state;
    }

    static MinuteBucket full(long perMinute, long now) {
        BucketConfiguration configuration = configuration(perMinute);
        return new MinuteBucket(
                capacity(perMinute), BucketState.createInitialState(configuration, MathType.INTEGER_64_BITS, now));
    }

    /** What {@link #write} wrote. */
    static MinuteBucket read(long perMinute, DataInput from) throws IOException {
        BucketState state = BucketState.deserialize(DataOutputSerializationAdapter.INSTANCE, from);
        state.setConfiguration(configuration(perMinute));
        return new MinuteBucket(capacity(perMinute), state);
    }

    void write(DataOutput to) throws IOException {
        BucketState.serialize(
                DataOutputSerializationAdapter.INSTANCE, to, state, Versions.getLatest(), Scope.PERSISTED_STATE);
    }

    private static BucketConfiguration configuration(long perMinute) {
        Bandwidth bandwidth = BandwidthBuilder.builder()
                .capacity(capacity(perMinute))
                .refillGreedy(capacity(perMinute), MINUTE)
                .build();
        return new BucketConfiguration(List.of(bandwidth));
    }

    /** Bucket4j refills at most one per nanosecond; nobody is that fast. */
    private static long capacity(long perMinute) {
        return Math.min(perMinute, MINUTE.toNanos());
    }

    long nanosUntilFull(long now) {
        return nanosUntil(capacity, now);
    }

    long atMostAll(long amount) {
        return Math.min(amount, capacity);
    }

    /**
     * How long until so much, or all that fits, is there. Bucket4j rounds that down, in the end to nothing, so what it
     * says is tried out.
     */
    long nanosUntil(long amount, long now) {
        long wanted = atMostAll(amount);
        state.refillAllBandwidth(now);
        if (state.getAvailableTokens() >= wanted) {
            return 0;
        }
        long nanos = state.calculateDelayNanosAfterWillBePossibleToConsume(wanted, now, false);
        BucketState then = state.copy();
        then.refillAllBandwidth(now + nanos);
        return then.getAvailableTokens() >= wanted ? nanos : nanos + 1;
    }

    /** Adds so much, as far as it fits; less than nothing is taken, into debt if need be. */
    void add(long amount, long now) {
        state.refillAllBandwidth(now);
        if (amount > 0) {
            state.addTokens(amount);
        } else if (amount < 0) {
            state.consume(-amount);
        }
    }
}
