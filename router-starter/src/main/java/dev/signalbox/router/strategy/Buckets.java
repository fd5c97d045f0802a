package dev.signalbox.router.strategy;

/**
 * Buckets for whole numbers, 16 to each power of two: below 32 every number has its own, above that the middle of a
 * bucket is at most 1/32 (3.2 %) off. These are the log-linear buckets of HdrHistogram (Gil Tene).
 */
final class Buckets {

    private static final int BITS = 4;
    private static final int PER_OCTAVE = 1 << BITS;
    private static final int OCTAVES = 32;
    private static final long LARGEST = (1L << OCTAVES) - 1;

    /** How many there are. */
    static final int COUNT = (OCTAVES - BITS + 1) * PER_OCTAVE;

    private Buckets() {}

    /** The bucket of a number; what is too small or too large goes into the first or the last one. */
    static int of(long number) {
        long bounded = Math.max(0, Math.min(number, LARGEST));
        if (bounded < PER_OCTAVE) {
            return (int) bounded;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(bounded) - BITS;
        return (shift << BITS) + (int) (bounded >>> shift);
    }

    /** The number in the middle of a bucket. */
    static long middle(int bucket) {
        if (bucket < 2 * PER_OCTAVE) {
            return bucket;
        }
        int shift = (bucket >> BITS) - 1;
        long lowest = (long) (PER_OCTAVE + (bucket & PER_OCTAVE - 1)) << shift;
        return lowest + (1L << shift - 1);
    }
}
