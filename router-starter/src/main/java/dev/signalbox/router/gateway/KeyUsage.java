package dev.signalbox.router.gateway;

import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerGrain;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.router.usage.LedgerTotal;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What keys have cost, in USD, as far as the ledger knows it; nothing if there is none. */
@RequiredArgsConstructor
final class KeyUsage {

    private static final LedgerDimension KEY = LedgerDimension.of(LedgerDimension.Fact.KEY);

    private final @Nullable Ledger ledger;
    private final InstantSource clock;

    /** What each key has cost, by the name of the field that says it and by the name of the key. */
    record Costs(Map<String, Map<String, BigDecimal>> byField) {

        void addTo(ObjectNode told, String key) {
            byField.forEach((field, costs) -> told.put(field, costs.getOrDefault(key, BigDecimal.ZERO)));
        }
    }

    /** Ever, today, this week and this month, in UTC. */
    Costs of(@Nullable String key) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Map<String, Map<String, BigDecimal>> byField = new LinkedHashMap<>();
        byField.put("usage", since(null, key));
        byField.put("usage_daily", since(today, key));
        byField.put("usage_weekly", since(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), key));
        byField.put("usage_monthly", since(today.withDayOfMonth(1), key));
        return new Costs(byField);
    }

    /** That of one key, ever. */
    BigDecimal ever(String key) {
        return since(null, key).getOrDefault(key, BigDecimal.ZERO);
    }

    private Map<String, BigDecimal> since(@Nullable LocalDate from, @Nullable String key) {
        Map<String, BigDecimal> costs = new HashMap<>();
        if (ledger == null) {
            return costs;
        }
        LedgerQuery.LedgerQueryBuilder query = LedgerQuery.builder()
                .grain(LedgerGrain.ATTEMPT)
                .from(from == null ? null : from.atStartOfDay().toInstant(ZoneOffset.UTC));
        if (key != null) {
            query.where(KEY, key);
        }
        for (LedgerTotal total : ledger.totals(query.build(), List.of(KEY), ZoneOffset.UTC, Integer.MAX_VALUE)) {
            String name = total.group().get(0);
            if (name != null) {
                costs.put(name, GatewayJson.amount(total.cost().usd()));
            }
        }
        return costs;
    }
}
