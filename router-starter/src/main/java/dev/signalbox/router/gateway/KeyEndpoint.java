package dev.signalbox.router.gateway;

import dev.signalbox.router.Router;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.key.VirtualKey;
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
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tells a caller what its key may do and what it has used. */
@RequiredArgsConstructor
final class KeyEndpoint {

    private final Router router;
    private final @Nullable Ledger ledger;
    private final InstantSource clock;

    void key(GatewayRequest request) {
        GatewayCaller caller = request.caller();
        VirtualKey key = caller.key();
        ObjectNode told = GatewayJson.object();
        told.put("label", key == null ? caller.name() : key.label()).put("name", caller.name());
        addLimit(told, caller);
        addUsage(told, caller.name());
        told.put("is_free_tier", false).put("is_management_key", false).put("is_provisioning_key", false);
        told.put("include_byok_in_limit", false).put("expires_at", expiry(key));
        for (String name : List.of("byok_usage", "byok_usage_daily", "byok_usage_weekly", "byok_usage_monthly")) {
            told.put(name, 0);
        }
        told.putArray("allowed_data_regions");
        told.putObject("free_model_daily_requests")
                .put("limit", 0)
                .put("remaining", 0)
                .put("used", 0);
        told.putNull("organization_id").putNull("workspace_id").putNull("creator_user_id");
        Integer requests = key == null ? null : key.limits().requestsPerMinute();
        told.putObject("rate_limit")
                .put("requests", requests == null ? -1 : requests)
                .put("interval", "1m")
                .put("note", "-1 is unlimited");
        request.send(Map.of("data", told));
    }

    private static @Nullable String expiry(@Nullable VirtualKey key) {
        return key == null || key.expiresAt() == null ? null : key.expiresAt().toString();
    }

    private void addLimit(ObjectNode told, GatewayCaller caller) {
        Budget budget = caller.key() == null ? null : caller.key().budget();
        if (budget == null || !budget.countsMoney()) {
            told.putNull("limit").putNull("limit_remaining").putNull("limit_reset");
            return;
        }
        BudgetBalance balance = router.balance(budget, caller.name());
        told.put("limit", usd(balance.limit()));
        told.put("limit_remaining", usd(Math.max(0, balance.left())));
        told.put("limit_reset", budget.window().toString());
    }

    private static BigDecimal usd(long pico) {
        return GatewayJson.amount(BigDecimal.valueOf(pico, 12));
    }

    private void addUsage(ObjectNode told, String key) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        told.put("usage", usage(key, null));
        told.put("usage_daily", usage(key, today));
        told.put("usage_weekly", usage(key, today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))));
        told.put("usage_monthly", usage(key, today.withDayOfMonth(1)));
    }

    private BigDecimal usage(String key, @Nullable LocalDate from) {
        if (ledger == null) {
            return BigDecimal.ZERO;
        }
        LedgerQuery query = LedgerQuery.builder()
                .grain(LedgerGrain.ATTEMPT)
                .from(from == null ? null : from.atStartOfDay().toInstant(ZoneOffset.UTC))
                .where(new LedgerDimension(LedgerDimension.Fact.KEY, null), key)
                .build();
        List<LedgerTotal> totals = ledger.totals(query, List.of(), ZoneOffset.UTC, 1);
        return GatewayJson.amount(totals.get(0).cost().usd());
    }

    void credits(GatewayRequest request) {
        VirtualKey key = request.caller().key();
        Budget budget = key == null ? null : key.budget();
        ObjectNode told = GatewayJson.object();
        if (budget == null || !budget.countsMoney()) {
            told.putNull("total_credits");
            told.put("total_usage", usage(request.caller().name(), null));
        } else {
            BudgetBalance balance = router.balance(budget, request.caller().name());
            told.put("total_credits", usd(balance.limit())).put("total_usage", usd(balance.used()));
        }
        request.send(Map.of("data", told));
    }
}
