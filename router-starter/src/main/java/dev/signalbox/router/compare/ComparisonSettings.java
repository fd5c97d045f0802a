package dev.signalbox.router.compare;

import java.math.BigDecimal;
import java.time.Duration;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * How to compare.
 *
 * @param name of the comparison
 * @param concurrency how many calls are under way at most
 * @param repetitions how often each prompt is asked
 * @param seed of the resamples
 * @param resamples how many draws an interval rests on at least
 * @param confidence of the intervals
 * @param margin how much worse than any other is still good enough
 * @param stopAtCost in USD; once more is spent, judges included, no call begins. {@code null} for no limit
 * @param retryFailures whether kept failures are asked again, and kept answers that a grader could not grade graded again
 * @param patience how long a call waits for a contender that cannot be asked
 */
@Builder(toBuilder = true)
record ComparisonSettings(
        String name,
        int concurrency,
        int repetitions,
        long seed,
        int resamples,
        double confidence,
        double margin,
        @Nullable BigDecimal stopAtCost,
        boolean retryFailures,
        Duration patience) {

    static final ComparisonSettings DEFAULT =
            new ComparisonSettings("comparison", 4, 1, 42, 10_000, 0.95, 0.05, null, false, Duration.ofMinutes(1));

    ComparisonSettings {
        require(!name.isBlank(), "name", name, "some text");
        require(concurrency >= 1 && concurrency <= 1_000, "concurrency", concurrency, "from 1 to 1000");
        require(repetitions >= 1 && repetitions <= 1_000, "repetitions", repetitions, "from 1 to 1000");
        require(resamples >= 100, "resamples", resamples, "at least 100; 10000 is usual");
        require(
                confidence > 0.5 && confidence < 1,
                "confidence",
                confidence,
                "above 0.5 and below 1, for example 0.95");
        require(margin >= 0 && margin < 1, "margin", margin, "at least 0 and below 1, for example 0.05");
        require(!patience.isNegative(), "patience", patience, "0 or longer");
        require(stopAtCost == null || stopAtCost.signum() > 0, "cost limit", stopAtCost, "above 0, in USD");
    }

    private static void require(boolean met, String what, @Nullable Object value, String allowed) {
        if (!met) {
            throw new IllegalArgumentException(
                    "The " + what + " of the comparison is '" + value + "'. It must be " + allowed + ".");
        }
    }
}
