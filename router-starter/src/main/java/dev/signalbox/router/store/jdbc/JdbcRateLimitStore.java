package dev.signalbox.router.store.jdbc;

import dev.signalbox.router.resilience.RateLimitStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts of rate limits in the table {@code signalbox_rate_limit}. An update is one transaction that holds the account's row
 * (PostgreSQL) or the write lock (SQLite). The time is that of PostgreSQL, or of the machine whose file it is.
 */
@RequiredArgsConstructor
public final class JdbcRateLimitStore implements RateLimitStore {

    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final String CLOCK = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";

    /** What is not there cannot be locked; whoever comes second gets what the first has written. */
    private static final String INSERT = """
            insert into signalbox_rate_limit as kept (account, state, expires_at) values (?, null, 0)
            on conflict (account) do update set expires_at = kept.expires_at
            returning state,
            """ + CLOCK;

    private final JdbcStore store;
    private final InstantSource instants;

    /** A row, and when it was read. */
    private record Row(byte @Nullable [] state, long micros) {

        Row at(long time) {
            return new Row(state, time);
        }
    }

    @Override
    public void update(String account, Change change) {
        store.transaction(jdbc -> {
            Row row = lock(jdbc, account);
            long nanos = row.micros() * 1_000;
            Kept kept = change.apply(row.state(), nanos);
            if (kept != null) {
                write(jdbc, account, kept, nanos / MILLI + kept.expiry().toMillis());
            }
            return account;
        });
    }

    private Row lock(JdbcTemplate jdbc, String account) {
        if (store.database() == Database.SQLITE) {
            return row(jdbc, "select state, 0 from signalbox_rate_limit where account = ?", account)
                    .orElse(new Row(null, 0))
                    .at(instants.instant().toEpochMilli() * 1_000);
        }
        return row(jdbc, "select state, " + CLOCK + " from signalbox_rate_limit where account = ? for update", account)
                .or(() -> row(jdbc, INSERT, account))
                .orElseThrow();
    }

    private static Optional<Row> row(JdbcTemplate jdbc, String sql, String account) {
        return jdbc.query(sql, (result, number) -> new Row(result.getBytes(1), result.getLong(2)), account).stream()
                .findFirst();
    }

    private static void write(JdbcTemplate jdbc, String account, Kept kept, long expiresAt) {
        jdbc.update("""
                insert into signalbox_rate_limit (account, state, expires_at) values (?, ?, ?)
                on conflict (account) do update set state = excluded.state, expires_at = excluded.expires_at
                """, account, kept.state(), expiresAt);
    }

    @Override
    public void deleteExpired() {
        String now = store.database() == Database.POSTGRESQL
                ? CLOCK + " / 1000"
                : Long.toString(instants.instant().toEpochMilli());
        store.jdbc().update("delete from signalbox_rate_limit where expires_at < " + now);
    }
}
