package dev.signalbox.router.actuate;

import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerTotal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records added up, as the endpoint shows them.
 *
 * @param group what they have in common, by dimension
 * @param costUsd their money, as far as it is known
 * @param unknownCost of how many the cost is not, or not wholly, known
 */
record TotalView(
        Map<String, @Nullable String> group,
        long count,
        long failed,
        long inputTokens,
        long cachedTokens,
        long cacheWriteTokens,
        long outputTokens,
        long reasoningTokens,
        long estimated,
        BigDecimal costUsd,
        long unknownCost,
        long latencyMillis) {

    private static final List<String> NUMBERS = List.of(
            "count",
            "failed",
            "inputTokens",
            "cachedTokens",
            "cacheWriteTokens",
            "outputTokens",
            "reasoningTokens",
            "estimated",
            "costUsd",
            "unknownCost",
            "latencyMillis");

    static TotalView of(LedgerTotal total, List<LedgerDimension> by) {
        Map<String, @Nullable String> group = new LinkedHashMap<>();
        for (int index = 0; index < by.size(); index++) {
            group.put(by.get(index).toString(), total.group().get(index));
        }
        return new TotalView(
                group,
                total.count(),
                total.failed(),
                total.usage().input(),
                total.usage().cachedInput(),
                total.usage().cacheWrite(),
                total.usage().output(),
                total.usage().reasoning(),
                total.estimated(),
                Usd.of(total.cost()),
                total.unknownCost(),
                total.latency().toMillis());
    }

    static Csv table(List<LedgerDimension> by, List<TotalView> totals) {
        List<String> head = Stream.concat(by.stream().map(LedgerDimension::toString), NUMBERS.stream())
                .toList();
        return new Csv(head, totals.stream().map(TotalView::row).toList());
    }

    private List<@Nullable Object> row() {
        List<@Nullable Object> row = new ArrayList<>(group.values());
        row.addAll(List.of(count, failed, inputTokens, cachedTokens, cacheWriteTokens, outputTokens));
        row.addAll(List.of(reasoningTokens, estimated, costUsd.toPlainString(), unknownCost, latencyMillis));
        return row;
    }
}
