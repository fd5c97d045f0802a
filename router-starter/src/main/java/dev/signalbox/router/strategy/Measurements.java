package dev.signalbox.router.strategy;

/**
 * Times and speeds of answers that came in the same way, all streamed or all whole.
 *
 * @param micros how long it took until they began or, of whole ones, were there, in microseconds
 * @param milliTokens thousandths of output tokens per second; answers without known usage are missing
 */
record Measurements(RollingHistogram micros, RollingHistogram milliTokens) {

    /** How many answers are needed before anything is said of them: one outlier must not be the median. */
    static final int MIN_SAMPLES = 5;

    Measurements() {
        this(new RollingHistogram(), new RollingHistogram());
    }

    int answers(long nanos) {
        return micros.sums(nanos).size();
    }

    long latencyNanos(double percentile, long nanos) {
        Sums sums = micros.sums(nanos);
        return sums.size() < MIN_SAMPLES ? -1 : 1_000 * sums.percentile(percentile);
    }

    double tokensPerSecond(double percentile, long nanos) {
        Sums sums = milliTokens.sums(nanos);
        return sums.size() < MIN_SAMPLES ? Double.NaN : sums.percentile(percentile) / 1_000.0;
    }
}
