package dev.signalbox.router.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a call that has brought nothing yet is sent to the next candidate as well. The first to bring content wins; the
 * others are aborted, and what they used is accounted for.
 *
 * @param after how long an attempt may bring nothing; with a percentile, what counts until enough calls were seen,
 *     {@code null} to hedge only then
 * @param percentile the share of the deployment's recent calls, in percent, that bring content sooner; {@code null} to go
 *     by {@code after} alone
 * @param max how many attempts are started beside the first
 */
public record Hedge(@Nullable Duration after, @Nullable Double percentile, int max) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if neither a time nor a percentile is given, or if one is out of its range
     */
    public Hedge {
        if (after == null && percentile == null) {
            throw new IllegalArgumentException(
                    "A hedge needs 'after', for example 2s, or a 'percentile', for example 95.");
        }
        if (percentile != null && !(percentile >= 50 && percentile < 100)) {
            throw new IllegalArgumentException(
                    "The percentile of a hedge is " + percentile + ". It must be at least 50 and below 100.");
        }
        if (max < 1) {
            throw new IllegalArgumentException(
                    "A hedge of at most " + max + " attempts hedges nothing. Write at least 1.");
        }
    }
}
