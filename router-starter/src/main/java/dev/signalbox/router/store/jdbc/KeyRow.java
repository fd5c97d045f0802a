package dev.signalbox.router.store.jdbc;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.key.KeyBudget;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.model.Limits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** One virtual key as a row, in both directions. */
final class KeyRow {

    private static final List<String> COLUMNS = List.of(
            "name",
            "hash",
            "label",
            "former_hash",
            "former_until",
            "tenant",
            "tags",
            "models",
            "policies",
            "budget",
            "budget_window",
            "concurrency",
            "requests_per_minute",
            "tokens_per_minute",
            "expires_at",
            "disabled",
            "created_at");

    static final String SELECT = "select " + String.join(", ", COLUMNS) + " from signalbox_key";
    static final String INSERT = "insert into signalbox_key (" + String.join(", ", COLUMNS) + ") values ("
            + String.join(", ", Collections.nCopies(COLUMNS.size(), "?")) + ") on conflict do nothing";
    static final String UPDATE = "update signalbox_key set " + String.join(" = ?, ", COLUMNS) + " = ? where name = ?";

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};
    private static final TypeReference<Set<String>> NAMES = new TypeReference<>() {};

    private KeyRow() {}

    /** The key's values, and those of what comes after them in the statement. */
    static @Nullable Object[] parameters(VirtualKey key, String... more) {
        VirtualKey.Former former = key.former();
        KeyBudget budget = key.budget() == null ? null : written(key.name(), key.budget());
        @Nullable
        Object[] values = {
            key.name(),
            key.hash(),
            key.label(),
            former == null ? null : former.hash(),
            former == null ? null : former.until().toEpochMilli(),
            key.tenant(),
            JSON.writeValueAsString(new TreeMap<>(key.tags())),
            JSON.writeValueAsString(new TreeSet<>(key.models())),
            JSON.writeValueAsString(new TreeSet<>(key.policies())),
            budget == null ? null : budget.limit(),
            budget == null ? null : budget.window(),
            key.limits().concurrency(),
            key.limits().requestsPerMinute(),
            key.limits().tokensPerMinute(),
            key.expiresAt() == null ? null : key.expiresAt().toEpochMilli(),
            key.disabled() ? 1 : 0,
            key.createdAt().toEpochMilli()
        };
        @Nullable Object[] all = Arrays.copyOf(values, values.length + more.length);
        System.arraycopy(more, 0, all, values.length, more.length);
        return all;
    }

    /** A budget is kept whole or not at all. */
    private static KeyBudget written(String key, Budget budget) {
        KeyBudget written = KeyBudget.of(budget);
        if (!written.budget(key).equals(budget)) {
            throw new IllegalArgumentException("The budget of the key '" + key
                    + "' cannot be kept, because it is not one of an amount and a window alone.");
        }
        return written;
    }

    static VirtualKey read(ResultSet row, int number) throws SQLException {
        String name = row.getString("name");
        String budget = row.getString("budget");
        Long concurrency = number(row, "concurrency");
        Long requests = number(row, "requests_per_minute");
        return VirtualKey.builder()
                .name(name)
                .hash(row.getString("hash"))
                .label(row.getString("label"))
                .former(former(row))
                .tenant(row.getString("tenant"))
                .tags(JSON.readValue(row.getString("tags"), TAGS))
                .models(JSON.readValue(row.getString("models"), NAMES))
                .policies(JSON.readValue(row.getString("policies"), NAMES))
                .budget(budget == null ? null : new KeyBudget(budget, row.getString("budget_window")).budget(name))
                .limits(new Limits(
                        concurrency == null ? null : concurrency.intValue(),
                        requests == null ? null : requests.intValue(),
                        number(row, "tokens_per_minute")))
                .expiresAt(time(row, "expires_at"))
                .disabled(row.getInt("disabled") == 1)
                .createdAt(Instant.ofEpochMilli(row.getLong("created_at")))
                .build();
    }

    private static VirtualKey.@Nullable Former former(ResultSet row) throws SQLException {
        Instant until = time(row, "former_until");
        return until == null ? null : new VirtualKey.Former(row.getString("former_hash"), until);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Long millis = number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
