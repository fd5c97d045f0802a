package dev.signalbox.router.usage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * Records added up.
 *
 * @param group what they have in common, in the order in which it was asked for; {@code null} where they say nothing
 * @param count how many they are
 * @param failed how many of them ended without an answer, other than cancelled
 * @param usage their tokens
 * @param cost their money, as far as it is known
 * @param unknownCost of how many the cost is not, or not wholly, known
 * @param estimated of how many the tokens are estimated
 * @param latency their latencies, added up
 */
@Builder
public record LedgerTotal(
        List<@Nullable String> group,
        long count,
        long failed,
        Usage usage,
        Cost cost,
        long unknownCost,
        long estimated,
        Duration latency) {

    /** Copies the group. */
    public LedgerTotal {
        group = Collections.unmodifiableList(new ArrayList<>(group));
    }

    /** That of one record. */
    public static LedgerTotal of(List<@Nullable String> group, LedgerEntry entry) {
        return builder()
                .group(group)
                .count(1)
                .failed(entry.outcome() == LedgerOutcome.FAILED ? 1 : 0)
                .usage(entry.usage())
                .cost(entry.cost())
                .unknownCost(entry.cost().complete() ? 0 : 1)
                .estimated(entry.usage().estimated() ? 1 : 0)
                .latency(entry.latency())
                .build();
    }

    /** Both together, for what this one's group is. */
    public LedgerTotal plus(LedgerTotal other) {
        return builder()
                .group(group)
                .count(count + other.count)
                .failed(failed + other.failed)
                .usage(usage.plus(other.usage))
                .cost(cost.plus(other.cost))
                .unknownCost(unknownCost + other.unknownCost)
                .estimated(estimated + other.estimated)
                .latency(latency.plus(other.latency))
                .build();
    }
}
