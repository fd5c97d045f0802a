package dev.signalbox.router.compare.statistics;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The percentile bootstrap: draws as many prompts as there are, with replacement, again and again, and takes the interval
 * from the quantiles of the means (B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, Chapman &amp; Hall
 * 1993, chapter 13), further out the fewer prompts there are, see {@code ExpandedTail}. Differences are paired when they are
 * taken prompt by prompt before. The interval has no width where all prompts have the same grade.
 */
public final class Bootstrap {

    private final int resamples;
    private final Supplier<? extends RandomGenerator> random;

    /**
     * Draws a number of times.
     *
     * @param resamples at least 100
     * @param random asked once for each interval: with the same seed each time, an interval does not depend on others
     * @throws IllegalArgumentException if the resamples are too few
     */
    public Bootstrap(int resamples, Supplier<? extends RandomGenerator> random) {
        if (resamples < 100) {
            throw new IllegalArgumentException(
                    "The resamples are " + resamples + ". They must be at least 100; 10000 is usual.");
        }
        this.resamples = resamples;
        this.random = random;
    }

    /**
     * The mean of a sample and its interval.
     *
     * @param level how sure to be, above 0 and below 1
     * @throws IllegalArgumentException if the sample is empty or the level is none
     */
    public Interval mean(Sample sample, double level) {
        if (sample.size() == 0 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException("There are " + sample.size() + " values and the level is " + level
                    + ". It takes at least one value and a level between 0 and 1.");
        }
        double[] values = sample.numbers();
        double[] weights = sample.counts();
        double[] means = means(values, weights);
        double tail = ExpandedTail.of(values.length, level);
        return new Interval(values.length, mean(values, weights), quantile(means, tail), quantile(means, 1 - tail));
    }

    private double[] means(double[] values, double[] weights) {
        RandomGenerator chance = random.get();
        double[] means = new double[resamples];
        for (int round = 0; round < resamples; round++) {
            double sum = 0;
            double weight = 0;
            for (int draw = 0; draw < values.length; draw++) {
                int chosen = chance.nextInt(values.length);
                sum += values[chosen] * weights[chosen];
                weight += weights[chosen];
            }
            means[round] = sum / weight;
        }
        Arrays.sort(means);
        return means;
    }

    private static double mean(double[] values, double[] weights) {
        double sum = 0;
        double weight = 0;
        for (int index = 0; index < values.length; index++) {
            sum += values[index] * weights[index];
            weight += weights[index];
        }
        return sum / weight;
    }

    /** Between two neighbours in proportion. */
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
