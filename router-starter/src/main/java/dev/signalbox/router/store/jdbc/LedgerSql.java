package dev.signalbox.router.store.jdbc;

import dev.signalbox.router.usage.LedgerCursor;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerDimension.Fact;
import dev.signalbox.router.usage.LedgerGrain;
import dev.signalbox.router.usage.LedgerQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The statements of one query. What somebody wrote goes into parameters, never into the text. */
@RequiredArgsConstructor
final class LedgerSql {

    /**
     * No time zone in use is off by anything but whole quarters of an hour, so that hours, days and months of any zone can be
     * added up from these, by rules that are the same for all databases.
     */
    static final long QUARTER = 15 * 60 * 1000L;

    private final Database database;
    private final LedgerQuery query;
    private final List<Object> parameters = new ArrayList<>();

    String entries(@Nullable LedgerCursor after) {
        String sql = "select " + LedgerRow.columns() + " from signalbox_ledger where " + conditions();
        if (after != null) {
            sql += " and (at, call_id, attempt) < (?, ?, ?)";
            parameters.addAll(List.of(after.time().toEpochMilli(), after.callId(), after.attempt()));
        }
        return sql + " order by at desc, call_id desc, attempt desc limit ?";
    }

    String totals(List<LedgerDimension> by) {
        StringBuilder sql = new StringBuilder("select ");
        StringBuilder group = new StringBuilder();
        for (int index = 0; index < by.size(); index++) {
            sql.append(expression(by.get(index))).append(", ");
            group.append(index == 0 ? " group by " : ", ").append(index + 1);
        }
        sql.append("count(*), coalesce(sum(case when outcome = 'FAILED' then 1 else 0 end), 0)");
        for (String column : List.of(
                "input_tokens",
                "cached_tokens",
                "cache_write_tokens",
                "output_tokens",
                "reasoning_tokens",
                "estimated")) {
            sql.append(", coalesce(sum(").append(column).append("), 0)");
        }
        sql.append(", coalesce(sum(cost_pico), 0), coalesce(sum(1 - cost_complete), 0), coalesce(sum(latency_ms), 0)");
        return sql.append(" from signalbox_ledger where ")
                .append(conditions())
                .append(group)
                .toString();
    }

    /** Those of the statement made last, and these. */
    Object[] parameters(Object... more) {
        parameters.addAll(List.of(more));
        return parameters.toArray();
    }

    private String conditions() {
        StringBuilder sql = new StringBuilder(query.grain() == LedgerGrain.CALL ? "attempt = 0" : "attempt > 0");
        addTime(sql, " and at >= ?", query.from());
        addTime(sql, " and at < ?", query.to());
        query.where().forEach((dimension, value) -> {
            sql.append(" and ").append(expression(dimension)).append(" = ?");
            parameters.add(dimension.fact() == Fact.OUTCOME ? value.toUpperCase(Locale.ROOT) : value);
        });
        return sql.toString();
    }

    private void addTime(StringBuilder sql, String condition, @Nullable Instant time) {
        if (time != null) {
            sql.append(condition);
            parameters.add(time.toEpochMilli());
        }
    }

    private String expression(LedgerDimension dimension) {
        return switch (dimension.fact()) {
            case USER -> "caller_user";
            case KEY -> "caller_key";
            case HOUR, DAY, MONTH -> "at / " + QUARTER;
            case TAG -> tag(Objects.requireNonNull(dimension.tag()));
            default -> dimension.fact().name().toLowerCase(Locale.ROOT);
        };
    }

    private String tag(String name) {
        parameters.add(database == Database.POSTGRESQL ? name : "$.\"" + name + "\"");
        return database == Database.POSTGRESQL ? "(tags ->> ?)" : "json_extract(tags, ?)";
    }
}
