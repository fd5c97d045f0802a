package dev.signalbox.router.compare.statistics;

/**
 * Two contenders at the prompts that both have.
 *
 * @param first the one
 * @param second the other
 * @param n how many prompts both have
 * @param difference the quality of the first minus that of the second
 * @param low the lower end of its interval, whose level is corrected for the number of pairs
 * @param high its upper end
 * @param decided whether there are prompts enough and the interval excludes 0
 */
public record Pair(String first, String second, int n, double difference, double low, double high, boolean decided) {

    static Pair of(String first, String second, Interval interval) {
        boolean decided = interval.n() >= Verdict.FEWEST_PROMPTS && interval.excludesZero();
        return new Pair(first, second, interval.n(), interval.mean(), interval.low(), interval.high(), decided);
    }

    /** The same seen from the other side. */
    Pair turned() {
        return new Pair(second, first, n, -difference, -high, -low, decided);
    }
}
