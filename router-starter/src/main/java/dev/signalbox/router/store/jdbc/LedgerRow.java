package dev.signalbox.router.store.jdbc;

import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.LedgerCaller;
import dev.signalbox.router.usage.LedgerEntry;
import dev.signalbox.router.usage.LedgerOutcome;
import dev.signalbox.router.usage.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** One record as a row, in both directions. */
final class LedgerRow {

    private static final String COLUMNS = "at, call_id, attempt, shadow_of, policy, rule, model, provider, deployment,"
            + " service, method, agent, role, tenant, caller_user, caller_key, session, run, step, tags,"
            + " input_tokens, cached_tokens, cache_write_tokens, output_tokens, reasoning_tokens, estimated,"
            + " cost_pico, cost_complete, latency_ms, first_content_ms, outcome, failure, status";
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private LedgerRow() {}

    static String insert(Database database) {
        String values = String.join(", ", Collections.nCopies(COLUMNS.split(",").length, "?"));
        String sql = "insert into signalbox_ledger (" + COLUMNS + ") values (" + values + ") on conflict do nothing";
        return database == Database.POSTGRESQL ? castTags(sql) : sql;
    }

    private static String castTags(String sql) {
        int tags = COLUMNS.substring(0, COLUMNS.indexOf("tags")).split(",").length - 1;
        int at = sql.indexOf('?');
        for (int index = 0; index < tags; index++) {
            at = sql.indexOf('?', at + 1);
        }
        return sql.substring(0, at) + "cast(? as jsonb)" + sql.substring(at + 1);
    }

    static @Nullable Object[] parameters(LedgerEntry entry) {
        LedgerCaller caller = entry.caller();
        Usage usage = entry.usage();
        Duration firstContent = entry.firstContent();
        return new @Nullable Object[] {
            entry.time().toEpochMilli(),
            entry.callId(),
            entry.attempt(),
            entry.shadowOf(),
            entry.policy(),
            entry.rule(),
            entry.model(),
            entry.provider(),
            entry.deployment(),
            caller.service(),
            caller.method(),
            caller.agent(),
            caller.role(),
            caller.tenant(),
            caller.user(),
            caller.key(),
            caller.session(),
            caller.run(),
            caller.step(),
            JSON.writeValueAsString(caller.tags()),
            usage.input(),
            usage.cachedInput(),
            usage.cacheWrite(),
            usage.output(),
            usage.reasoning(),
            usage.estimated() ? 1 : 0,
            entry.cost().pico(),
            entry.cost().complete() ? 1 : 0,
            entry.latency().toMillis(),
            firstContent == null ? null : firstContent.toMillis(),
            entry.outcome().name(),
            entry.failure(),
            entry.status()
        };
    }

    static String columns() {
        return COLUMNS;
    }

    static LedgerEntry read(ResultSet row, int number) throws SQLException {
        Long firstContent = number(row, "first_content_ms");
        Long status = number(row, "status");
        return LedgerEntry.builder()
                .time(Instant.ofEpochMilli(row.getLong("at")))
                .callId(row.getString("call_id"))
                .attempt(row.getInt("attempt"))
                .shadowOf(row.getString("shadow_of"))
                .policy(row.getString("policy"))
                .rule(row.getString("rule"))
                .model(row.getString("model"))
                .provider(row.getString("provider"))
                .deployment(row.getString("deployment"))
                .caller(caller(row))
                .usage(usage(row))
                .cost(new Cost(row.getLong("cost_pico"), row.getInt("cost_complete") == 1))
                .latency(Duration.ofMillis(row.getLong("latency_ms")))
                .firstContent(firstContent == null ? null : Duration.ofMillis(firstContent))
                .outcome(LedgerOutcome.valueOf(row.getString("outcome")))
                .failure(row.getString("failure"))
                .status(status == null ? null : status.intValue())
                .build();
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static LedgerCaller caller(ResultSet row) throws SQLException {
        return LedgerCaller.builder()
                .service(row.getString("service"))
                .method(row.getString("method"))
                .agent(row.getString("agent"))
                .role(row.getString("role"))
                .tenant(row.getString("tenant"))
                .user(row.getString("caller_user"))
                .key(row.getString("caller_key"))
                .session(row.getString("session"))
                .run(row.getString("run"))
                .step(row.getString("step"))
                .tags(JSON.readValue(row.getString("tags"), TAGS))
                .build();
    }

    private static Usage usage(ResultSet row) throws SQLException {
        return new Usage(
                row.getLong("input_tokens"),
                row.getLong("cached_tokens"),
                row.getLong("cache_write_tokens"),
                row.getLong("output_tokens"),
                row.getLong("reasoning_tokens"),
                row.getInt("estimated") == 1);
    }
}
