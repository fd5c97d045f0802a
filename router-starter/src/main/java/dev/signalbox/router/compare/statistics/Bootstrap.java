package dev.signalbox.router.compare.statistics;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Intervals of means by drawing from the prompts again and again. Differences are paired when they are taken prompt by prompt
 * before.
 */
public final class Bootstrap {

    /** How many draws shall lie beyond an end of an interval. */
    private static final int DRAWS_BEYOND = 20;

    private static final int MOST_DRAWS = 200_000;

    private final int resamples;
    private final Supplier<? extends RandomGenerator> random;

    /**
     * Draws a number of times.
     *
     * @param resamples at least 100; where the ends of an interval are so far out that these would not reach, more are drawn
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
     * The mean of a sample of numbers without bounds, and its interval by the percentile bootstrap: draws as many prompts as
     * there are, with replacement (B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, Chapman &amp; Hall 1993,
     * chapter 13), and cuts off less the fewer there are, see {@code ExpandedTail}. Without any width where all are the same.
     *
     * @param level how sure to be, above 0 and below 1
     * @throws IllegalArgumentException if the sample is empty or the level is none
     */
    public Interval mean(Sample sample, double level) {
        check(sample, level);
        double[] values = sample.numbers();
        double[] weights = sample.counts();
        double[] means = means(values, weights);
        double tail = ExpandedTail.of(values.length, level);
        return new Interval(values.length, mean(values, weights), quantile(means, tail), quantile(means, 1 - tail));
    }

    /**
     * The mean of a sample of numbers between two bounds, and its interval by the Bayesian bootstrap (D. B. Rubin, The Annals of
     * Statistics 1981, 9(1), 130) with one more prompt, the worst there may be for the lower end and the best for the upper (N.
     * Gaffke, Mathematical Methods of Statistics 2005, 14(4), 451; E. Learned-Miller and P. S. Thomas, A New Confidence Interval
     * for the Mean of a Bounded Random Variable, arXiv:1905.06208). For numbers that are all at a bound and weigh the same it is the exact
     * interval of C. J. Clopper and E. S. Pearson; it has a width where all are the same.
     *
     * @param level how sure to be, above 0 and below 1
     * @param least no number is below
     * @param most no number is above
     * @throws IllegalArgumentException if the sample is empty or the level is none
     */
    public Interval mean(Sample sample, double level, double least, double most) {
        check(sample, level);
        double[] values = sample.numbers();
        double[] weights = sample.counts();
        double tail = (1 - level) / 2;
        int draws = (int) Math.max(resamples, Math.min(MOST_DRAWS, DRAWS_BEYOND / tail));
        double[] low = new double[draws];
        double[] high = new double[draws];
        double heavy = Arrays.stream(weights).map(weight -> weight * weight).sum()
                / Arrays.stream(weights)
                        .sum(); // the mean weight of a unit of weight, lest few heavy prompts look like many
        RandomGenerator chance = random.get();
        for (int round = 0; round < draws; round++) {
            double extra = chance.nextExponential() * heavy;
            double weight = extra;
            double sum = 0;
            for (int index = 0; index < values.length; index++) {
                double drawn = chance.nextExponential() * weights[index];
                sum += drawn * values[index];
                weight += drawn;
            }
            low[round] = (sum + extra * least) / weight;
            high[round] = (sum + extra * most) / weight;
        }
        Arrays.sort(low);
        Arrays.sort(high);
        return new Interval(
                values.length,
                mean(values, weights),
                Math.max(least, quantile(low, tail)),
                Math.min(most, quantile(high, 1 - tail)));
    }

    private static void check(Sample sample, double level) {
        if (sample.size() == 0 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException("There are " + sample.size() + " values and the level is " + level
                    + ". It takes at least one value and a level between 0 and 1.");
        }
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
