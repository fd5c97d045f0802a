package dev.signalbox.router.store.jdbc;

import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerTotal;
import dev.signalbox.router.usage.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Totals as the database adds them up, of which more than one may belong to the same hour, day or month.
 *
 * @param by the dimensions
 * @param zone by which the calendar goes
 */
record TotalRow(List<LedgerDimension> by, ZoneId zone) {

    LedgerTotal read(ResultSet row) throws SQLException {
        List<@Nullable String> group = new ArrayList<>(by.size());
        for (int index = 0; index < by.size(); index++) {
            group.add(value(by.get(index), row, index + 1));
        }
        int first = by.size() + 1;
        long estimated = row.getLong(first + 7);
        long unknown = row.getLong(first + 9);
        Usage usage = new Usage(
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4),
                row.getLong(first + 5),
                row.getLong(first + 6),
                estimated > 0);
        return new LedgerTotal(
                group,
                row.getLong(first),
                row.getLong(first + 1),
                usage,
                new Cost(row.getLong(first + 8), unknown == 0),
                unknown,
                estimated,
                Duration.ofMillis(row.getLong(first + 10)));
    }

    private @Nullable String value(LedgerDimension dimension, ResultSet row, int column) throws SQLException {
        if (dimension.fact().isTime()) {
            return dimension.time(Instant.ofEpochMilli(row.getLong(column) * LedgerSql.QUARTER), zone);
        }
        String value = row.getString(column);
        return value == null || dimension.fact() != LedgerDimension.Fact.OUTCOME
                ? value
                : value.toLowerCase(Locale.ROOT);
    }
}
