package dev.signalbox.router.compare.statistics;

/**
 * What to cut off each end of a bootstrap distribution, so that the interval is as wide as Student's would be: percentiles
 * alone are too narrow, as a normal interval with the variance divided by n is (T. C. Hesterberg, What Teachers Should Know
 * About the Bootstrap, The American Statistician 2015, 69(4), 371, "expanded percentile intervals"). The approximations are
 * those of M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964, chapter 26.
 */
final class ExpandedTail {

    private ExpandedTail() {}

    /** The share to cut off, for a mean of n values. */
    static double of(int n, double level) {
        double tail = (1 - level) / 2;
        return n < 2 ? tail : below(-Math.sqrt(n / (n - 1.0)) * student(normal(tail), n - 1));
    }

    /** Student's quantile for the normal one, 26.7.5; coarse for one or two degrees of freedom. */
    private static double student(double z, double degrees) {
        double square = z * z;
        double first = z * (square + 1) / 4;
        double second = z * ((5 * square + 16) * square + 3) / 96;
        double third = z * (((3 * square + 19) * square + 17) * square - 15) / 384;
        return z + (first + (second + third / degrees) / degrees) / degrees;
    }

    /** How far out so much of the normal distribution is left, 26.2.23; the error is below 0.00045. */
    private static double normal(double tail) {
        double t = Math.sqrt(-2 * Math.log(tail));
        return t - ((0.010328 * t + 0.802853) * t + 2.515517) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1);
    }

    /** How much of the normal distribution is below a negative number, 26.2.17; the error is below 0.000000075. */
    private static double below(double negative) {
        double t = 1 / (1 - 0.2316419 * negative);
        double density = Math.exp(-negative * negative / 2) / Math.sqrt(2 * Math.PI);
        double sum = ((((1.330274429 * t - 1.821255978) * t + 1.781477937) * t - 0.356563782) * t + 0.319381530) * t;
        return density * sum;
    }
}
