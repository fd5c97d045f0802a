package dev.signalbox.router.compare.statistics;

/**
 * A mean and how far it may be off.
 *
 * @param n over how many prompts
 * @param mean their mean
 * @param low the lower end of the interval
 * @param high its upper end
 */
public record Interval(int n, double mean, double low, double high) {

    /** Whether 0 lies outside. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
