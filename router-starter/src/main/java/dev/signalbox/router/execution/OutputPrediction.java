package dev.signalbox.router.execution;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the next answer will presumably be, going by those before: their running mean and twice their mean deviation
 * from it, each weighing recent answers more, as TCP estimates round trips. Nobody waits.
 */
final class OutputPrediction {

    private static final float MEAN_GAIN = 1 / 8f;
    private static final float DEVIATION_GAIN = 1 / 4f;
    private static final float DEVIATIONS = 2;
    private static final long NOTHING_YET = -1;

    /** The mean and the deviation, a float each, so that both change in one step. */
    private final AtomicLong state = new AtomicLong(NOTHING_YET);

    /** The tokens to expect, -1 if nothing has been seen. */
    long tokens() {
        long seen = state.get();
        return seen == NOTHING_YET ? NOTHING_YET : (long) Math.ceil(mean(seen) + DEVIATIONS * deviation(seen));
    }

    void learn(long output) {
        state.updateAndGet(seen -> {
            if (seen == NOTHING_YET) {
                return both(output, output / 4f);
            }
            float error = output - mean(seen);
            float deviation = deviation(seen);
            return both(mean(seen) + MEAN_GAIN * error, deviation + DEVIATION_GAIN * (Math.abs(error) - deviation));
        });
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
