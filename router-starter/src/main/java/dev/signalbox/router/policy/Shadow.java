package dev.signalbox.router.policy;

import java.time.Duration;

/**
 * Copies of some of a policy's calls are sent to another model, to see what it makes of them. A copy is sent when its call
 * has been answered, and its caller notices nothing of it.
 *
 * @param model the model or policy to which copies go
 * @param share how many of a hundred calls are copied, above 0 and at most 100
 * @param timeout how long a copy may take
 * @param concurrency how many copies may be under way at the same time; others are dropped
 */
public record Shadow(String model, double share, Duration timeout, int concurrency) {

    /** Under this key listeners of chat models find, among the attributes of a copy, the id of the copied call. */
    public static final String ATTRIBUTE = "signalbox.shadow-of";

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int CONCURRENCY = 10;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Shadow {
        if (!(share > 0 && share <= 100)) {
            throw new IllegalArgumentException(
                    "The share of a shadow is " + share + ". It must be above 0 and at most 100, in percent.");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "The timeout of a shadow is " + timeout + ". It must be longer than zero.");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "A shadow of at most " + concurrency + " calls at a time sees nothing. Write at least 1.");
        }
    }

    /** A shadow with a timeout of a minute, of at most ten calls at a time. */
    public static Shadow of(String model, double share) {
        return new Shadow(model, share, TIMEOUT, CONCURRENCY);
    }
}
