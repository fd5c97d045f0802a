package dev.signalbox.router.usage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * Which records are wanted.
 *
 * @param grain calls or attempts; the money of attempts is all money, each counted once
 * @param from the earliest time, itself included; {@code null} for no limit
 * @param to the latest time, itself excluded; {@code null} for no limit
 * @param where what records must say, each of these; no parts of the calendar
 */
@Builder
public record LedgerQuery(
        LedgerGrain grain, @Nullable Instant from, @Nullable Instant to, Map<LedgerDimension, String> where) {

    /**
     * Copies the conditions.
     *
     * @throws IllegalArgumentException if one is of the calendar, for which there are {@code from} and {@code to}
     */
    public LedgerQuery {
        where = Map.copyOf(where);
        if (where.keySet().stream().anyMatch(dimension -> dimension.fact().isTime())) {
            throw new IllegalArgumentException("Records are not chosen by hour, day or month. Give from and to.");
        }
    }

    /** All attempts. */
    public static LedgerQuery attempts() {
        return builder().grain(LedgerGrain.ATTEMPT).build();
    }

    /** All calls. */
    public static LedgerQuery calls() {
        return builder().grain(LedgerGrain.CALL).build();
    }

    /** Builds queries; Lombok fills in the setters. */
    @SuppressWarnings("NullAway.Init") // set by what Lombok generates
    public static final class LedgerQueryBuilder {

        private Map<LedgerDimension, String> where = new LinkedHashMap<>();

        /** Records must say this of that dimension. */
        public LedgerQueryBuilder where(LedgerDimension dimension, String value) {
            where.put(dimension, value);
            return this;
        }
    }
}
