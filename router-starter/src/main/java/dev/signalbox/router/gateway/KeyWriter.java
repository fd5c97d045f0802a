package dev.signalbox.router.gateway;

import dev.signalbox.router.Router;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.key.KeyBudget;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.model.Limits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows keys as OpenRouter does, with what more there is to say of ours. Of secrets it knows labels only. */
@RequiredArgsConstructor
final class KeyWriter {

    private static final Map<String, String> RESETS = Map.of("day", "daily", "week", "weekly", "month", "monthly");

    private final Router router;

    /**
     * A key for those who manage it.
     *
     * @param configured whether it is one of the configuration
     */
    ObjectNode managed(VirtualKey key, boolean configured, KeyUsage.Costs costs) {
        ObjectNode told = GatewayJson.object();
        told.put("hash", key.name()).put("name", key.name()).put("label", key.label());
        told.put("configured", configured).put("disabled", key.disabled());
        told.put("created_at", key.createdAt().toString()).putNull("updated_at");
        told.put("expires_at", text(key.expiresAt()));
        told.put(
                "former_key_expires_at",
                key.former() == null ? null : text(key.former().until()));
        told.put("tenant", key.tenant());
        told.set("tags", GatewayJson.tree(new TreeMap<>(key.tags())));
        addNames(told, "models", key.models());
        addNames(told, "policies", key.policies());
        addBudget(told, key.budget());
        addLimit(told, key.budget(), key.name());
        addLimits(told, key.limits());
        costs.addTo(told, key.name());
        addForeign(told);
        return told;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** All are allowed where none is named. */
    private static void addNames(ObjectNode told, String field, Collection<String> names) {
        if (names.isEmpty()) {
            told.putNull(field);
            return;
        }
        ArrayNode list = told.putArray(field);
        new TreeSet<>(names).forEach(list::add);
    }

    private static void addBudget(ObjectNode told, @Nullable Budget budget) {
        KeyBudget written = budget == null ? null : KeyBudget.of(budget);
        told.put("budget", written == null ? null : written.limit());
        told.put("budget_window", written == null ? null : written.window());
    }

    /** What a budget in money allows, in OpenRouter's words. */
    void addLimit(ObjectNode told, @Nullable Budget budget, String key) {
        if (budget == null || !budget.countsMoney()) {
            told.putNull("limit").putNull("limit_remaining").putNull("limit_reset");
            return;
        }
        BudgetBalance balance = router.balance(budget, key);
        told.put("limit", usd(balance.limit()));
        told.put("limit_remaining", usd(Math.max(0, balance.left())));
        told.put("limit_reset", reset(KeyBudget.of(budget).window()));
    }

    private static @Nullable String reset(String window) {
        return window.equals("lifetime") ? null : RESETS.getOrDefault(window, window);
    }

    static BigDecimal usd(long pico) {
        return GatewayJson.amount(BigDecimal.valueOf(pico, 12));
    }

    private static void addLimits(ObjectNode told, Limits limits) {
        told.put("requests_per_minute", limits.requestsPerMinute());
        told.put("tokens_per_minute", limits.tokensPerMinute());
        told.put("concurrency", limits.concurrency());
    }

    /** What OpenRouter's clients look for and nobody has here. */
    private static void addForeign(ObjectNode told) {
        told.put("include_byok_in_limit", false).put("workspace_id", "default");
        told.putNull("creator_user_id").putNull("external_user");
        addOwnKeyUsage(told);
    }

    /** Of keys that users bring along, which nobody does here. */
    static void addOwnKeyUsage(ObjectNode told) {
        for (String name : List.of("byok_usage", "byok_usage_daily", "byok_usage_weekly", "byok_usage_monthly")) {
            told.put(name, 0);
        }
    }
}
