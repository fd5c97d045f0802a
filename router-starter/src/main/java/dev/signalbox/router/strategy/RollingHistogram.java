package dev.signalbox.router.strategy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How often which numbers were seen in the last five minutes. The window is a ring of ten slices of half a minute, each
 * with its own counts; a slice is left out and replaced whole when it is five minutes old, so that a number counts for
 * four and a half to five minutes. Nothing locks. Readers share the sums of the slices until something is recorded or the
 * next slice begins; whoever records makes the new ones, so that a decision seldom has to.
 */
final class RollingHistogram {

    /** How long a slice is filled, in nanoseconds. */
    static final long SLICE = 30_000_000_000L;

    private static final int SLICES = 10;

    /** How long a number counts at most, in nanoseconds. */
    static final long WINDOW = SLICES * SLICE;

    private final AtomicReferenceArray<@Nullable Slice> slices = new AtomicReferenceArray<>(SLICES);
    private final AtomicLong recorded = new AtomicLong();
    private volatile @Nullable Sums sums;

    /** The counts of the half minute with that number, by bucket. */
    private record Slice(long number, AtomicIntegerArray counts) {

        static Slice empty(long number) {
            return new Slice(number, new AtomicIntegerArray(Buckets.COUNT));
        }
    }

    /** Counts a number. */
    void record(long number, long nanos) {
        slice(Math.floorDiv(nanos, SLICE)).counts().incrementAndGet(Buckets.of(number));
        recorded.incrementAndGet();
        if (sums != null) { // somebody reads
            sums(nanos);
        }
    }

    private Slice slice(long number) {
        int place = (int) Math.floorMod(number, (long) SLICES);
        while (true) {
            Slice slice = slices.get(place);
            if (slice != null && slice.number() >= number) {
                return slice;
            }
            Slice next = Slice.empty(number);
            if (slices.compareAndSet(place, slice, next)) {
                return next;
            }
        }
    }

    /** What counts now. */
    Sums sums(long nanos) {
        Sums known = sums;
        if (known != null && known.recorded() == recorded.get() && known.until() - nanos > 0) {
            return known;
        }
        long count = recorded.get(); // before the counts: sums may hold more than they say, never less
        long current = Math.floorDiv(nanos, SLICE);
        int[] counts = new int[Buckets.COUNT];
        for (int place = 0; place < SLICES; place++) {
            Slice slice = slices.get(place);
            if (slice != null && current - slice.number() < SLICES) {
                for (int bucket = 0; bucket < counts.length; bucket++) {
                    counts[bucket] += slice.counts().get(bucket);
                }
            }
        }
        Sums fresh = Sums.of(counts, count, (current + 1) * SLICE);
        sums = fresh;
        return fresh;
    }
}
