package dev.signalbox.router.execution;

import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;

/**
 * What the next number will presumably be, going by those before: by their running mean and their mean deviation from it,
 * which both weigh recent numbers more, as TCP estimates round trips (RFC 6298). A number beyond all measure counts for less
 * than it is, so that budgets go on after a single one. Nobody waits.
 */
@RequiredArgsConstructor
final class Prediction {

    private static final float MEAN_GAIN = 1 / 8f;
    private static final float DEVIATION_GAIN = 1 / 4f;
    private static final float DEVIATIONS = 2;
    /** So many times what is rarely passed is as much as one number counts for. */
    private static final float BEYOND_MEASURE = 10;

    /** Nothing has been seen. */
    static final long UNKNOWN = -1;

    private final long typical;

    /** So many times what is typical is as much as the first number counts for. */
    private final float first;

    /** The mean and the deviation, a float each, so that both change in one step. */
    private final AtomicLong state = new AtomicLong(UNKNOWN);

    /** What is rarely passed: the mean and twice the deviation; {@link #UNKNOWN} if nothing has been seen. */
    long atMost() {
        long seen = state.get();
        return seen == UNKNOWN ? UNKNOWN : (long) Math.ceil(atMost(seen));
    }

    /** The mean; {@link #UNKNOWN} if nothing has been seen. */
    long mean() {
        long seen = state.get();
        return seen == UNKNOWN ? UNKNOWN : (long) Math.ceil(mean(seen));
    }

    void learn(long number) {
        state.updateAndGet(seen -> {
            if (seen == UNKNOWN) {
                float begin = Math.min(number, first * typical);
                return both(begin, begin / 4);
            }
            float counted = Math.min(number, BEYOND_MEASURE * Math.max(typical / BEYOND_MEASURE, atMost(seen)));
            float error = counted - mean(seen);
            float deviation = deviation(seen);
            return both(mean(seen) + MEAN_GAIN * error, deviation + DEVIATION_GAIN * (Math.abs(error) - deviation));
        });
    }

    private static float atMost(long seen) {
        return mean(seen) + DEVIATIONS * deviation(seen);
    }

    private static float mean(long seen) {
        return Float.intBitsToFloat((int) (seen >>> Integer.SIZE));
    }

    private static float deviation(long seen) {
        return Float.intBitsToFloat((int) seen);
    }

    private static long both(float mean, float deviation) {
        return (long) Float.floatToIntBits(mean) << Integer.SIZE | Float.floatToIntBits(deviation) & 0xFFFF_FFFFL;
    }
}
