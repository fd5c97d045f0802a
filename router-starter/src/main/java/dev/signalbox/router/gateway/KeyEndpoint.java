package dev.signalbox.router.gateway;

import dev.signalbox.router.Router;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.usage.Ledger;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tells a caller what its key may do and what it has used. */
final class KeyEndpoint {

    private final Router router;
    private final KeyUsage usage;
    private final KeyWriter writer;

    KeyEndpoint(Router router, @Nullable Ledger ledger, InstantSource clock) {
        this.router = router;
        this.usage = new KeyUsage(ledger, clock);
        this.writer = new KeyWriter(router);
    }

    void key(GatewayRequest request) {
        GatewayCaller caller = request.caller();
        VirtualKey key = caller.key();
        ObjectNode told = GatewayJson.object();
        told.put("label", key == null ? caller.name() : key.label()).put("name", caller.name());
        writer.addLimit(told, key == null ? null : key.budget(), caller.name());
        usage.of(caller.name()).addTo(told, caller.name());
        told.put("is_free_tier", false).put("is_management_key", false).put("is_provisioning_key", false);
        told.put("include_byok_in_limit", false).put("expires_at", expiry(key));
        KeyWriter.addOwnKeyUsage(told);
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

    void credits(GatewayRequest request) {
        VirtualKey key = request.caller().key();
        Budget budget = key == null ? null : key.budget();
        ObjectNode told = GatewayJson.object();
        if (budget == null || !budget.countsMoney()) {
            BigDecimal used = usage.ever(request.caller().name());
            told.put("total_credits", used).put("total_usage", used); // clients want a number where there is no limit
        } else {
            BudgetBalance balance = router.balance(budget, request.caller().name());
            told.put("total_credits", KeyWriter.usd(balance.limit())).put("total_usage", KeyWriter.usd(balance.used()));
        }
        request.send(Map.of("data", told));
    }
}
