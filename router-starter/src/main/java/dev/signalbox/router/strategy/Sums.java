package dev.signalbox.router.strategy;

import java.util.Arrays;

/**
 * The counts of all slices of a histogram at one moment.
 *
 * @param recorded how often the histogram had been written to
 * @param until when a slice may drop out, in nanoseconds
 * @param first the first bucket that is not empty
 * @param upTo for it and the buckets behind it, how many numbers lie there or below
 */
record Sums(long recorded, long until, int first, int[] upTo) {

    /** Adds up the counts. */
    static Sums of(int[] counts, long recorded, long until) {
        int first = 0;
        while (first < counts.length && counts[first] == 0) {
            first++;
        }
        int end = counts.length;
        while (end > first && counts[end - 1] == 0) {
            end--;
        }
        int[] upTo = Arrays.copyOfRange(counts, first, end);
        for (int index = 1; index < upTo.length; index++) {
            upTo[index] += upTo[index - 1];
        }
        return new Sums(recorded, until, first, upTo);
    }

    /** How many numbers count. */
    int size() {
        return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
    }

    /** The number that a share of all do not exceed, by nearest rank; -1 if there are none. */
    long percentile(double percentile) {
        if (upTo.length == 0) {
            return -1;
        }
        int rank = Math.max(1, (int) Math.ceil(percentile * size() - 1e-9)); // 0.07 * 100 is a little over 7
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] < rank) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Buckets.middle(first + low);
    }
}
