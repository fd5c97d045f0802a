package dev.signalbox.router.actuate;

import dev.signalbox.router.usage.LedgerCursor;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerGrain;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.router.usage.LedgerQuery.LedgerQueryBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records as somebody asks for them. All methods throw an {@link IllegalArgumentException} that says what to write instead,
 * if something is not what it should be.
 */
record AskedRecords(
        @Nullable List<String> by,
        @Nullable List<String> where,
        @Nullable String from,
        @Nullable String to,
        @Nullable String zone,
        @Nullable String grain,
        @Nullable String after,
        @Nullable String max,
        @Nullable String format) {

    private static final int USUAL = 100;
    private static final int MOST = 10_000;

    LedgerQuery query() {
        LedgerQueryBuilder query = LedgerQuery.builder()
                .grain(ledgerGrain())
                .from(time("from", from))
                .to(time("to", to));
        for (String condition : where == null ? List.<String>of() : where) {
            LedgerDimension dimension = dimension(condition);
            query.where(dimension, condition.substring(dimension.toString().length() + 1));
        }
        return query.build();
    }

    private static LedgerDimension dimension(String condition) {
        int first = condition.indexOf(':');
        boolean tag = condition.startsWith("tag:");
        int end = tag ? condition.indexOf(':', first + 1) : first;
        if (end < 1) {
            throw new IllegalArgumentException(
                    "'" + condition + "' is no condition. Write where=tenant:acme or where=tag:project:apollo.");
        }
        return LedgerDimension.of(condition.substring(0, end));
    }

    private LedgerGrain ledgerGrain() {
        if (grain == null || grain.equals("attempt")) {
            return LedgerGrain.ATTEMPT;
        } else if (grain.equals("call")) {
            return LedgerGrain.CALL;
        }
        throw new IllegalArgumentException("'" + grain + "' is no grain. Write grain=attempt or grain=call.");
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a moment. Write " + name + "=2026-11-25T18:00:00Z.", e);
        }
    }

    List<LedgerDimension> dimensions() {
        return by == null ? List.of() : by.stream().map(LedgerDimension::of).toList();
    }

    ZoneId zoneId() {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + zone + "' is no time zone. Write zone=Europe/Berlin.", e);
        }
    }

    @Nullable
    LedgerCursor cursor() {
        return after == null ? null : LedgerCursor.of(after);
    }

    int limit() {
        if (max == null) {
            return USUAL;
        }
        if (!max.matches("[1-9]\\d{0,4}") || Integer.parseInt(max) > MOST) {
            throw new IllegalArgumentException(
                    "'" + max + "' is no number of records. Write max=1 to max=" + MOST + ".");
        }
        return Integer.parseInt(max);
    }

    boolean csv() {
        if (format == null || format.equals("json")) {
            return false;
        } else if (format.equals("csv")) {
            return true;
        }
        throw new IllegalArgumentException("'" + format + "' is no format. Write format=json or format=csv.");
    }
}
