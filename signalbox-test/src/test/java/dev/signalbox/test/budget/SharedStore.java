package dev.signalbox.test.budget;

import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.store.jdbc.JdbcBudgetStore;
import dev.signalbox.router.store.jdbc.JdbcLedger;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.store.redis.RedisBudgetStore;
import dev.signalbox.router.store.redis.RedisStore;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.test.store.PostgresServer;
import dev.signalbox.test.store.RedisServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What two processes share: where budgets are counted, and the database of the ledger.
 *
 * @param budgetsUrl of the store of budgets
 * @param ledgerUrl of the database of the ledger
 * @param store the store of budgets
 * @param ledger the ledger
 * @param closes what is to be closed at the end
 */
record SharedStore(
        String budgetsUrl, String ledgerUrl, BudgetStore store, JdbcLedger ledger, List<AutoCloseable> closes)
        implements AutoCloseable {

    /** The kinds. */
    enum Kind {
        POSTGRESQL,
        SQLITE,
        REDIS
    }

    static SharedStore open(Kind kind, Path folder) {
        return switch (kind) {
            case POSTGRESQL -> postgres();
            case SQLITE -> sqlite(folder);
            case REDIS -> redis(folder);
        };
    }

    private static SharedStore postgres() {
        try {
            EmbeddedPostgres server = PostgresServer.start();
            String url = server.getJdbcUrl("postgres", "postgres");
            JdbcStore database = database(url);
            return new SharedStore(
                    url, url, new JdbcBudgetStore(database), new JdbcLedger(database), List.of(database, server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SharedStore sqlite(Path folder) {
        String url = "jdbc:sqlite:" + folder.resolve("signalbox.db");
        JdbcStore database = database(url);
        return new SharedStore(url, url, new JdbcBudgetStore(database), new JdbcLedger(database), List.of(database));
    }

    private static SharedStore redis(Path folder) {
        RedisServer server = RedisServer.start();
        RedisStore redis = new RedisStore(server.settings());
        String url = "jdbc:sqlite:" + folder.resolve("ledger.db");
        JdbcStore database = database(url);
        return new SharedStore(
                server.url(),
                url,
                new RedisBudgetStore(redis),
                new JdbcLedger(database),
                List.of(database, redis, server));
    }

    private static JdbcStore database(String url) {
        JdbcStore database = new JdbcStore(new JdbcSettings(url, null, null, 4, Duration.ofSeconds(30)));
        database.jdbc(); // makes the tables before both processes want to
        return database;
    }

    BudgetBalance balance(long limit) {
        BudgetAccount account = new BudgetAccount(StormNode.BUDGET, "");
        return store.balance(account, new BudgetSpan(0, Long.MAX_VALUE), limit);
    }

    /** What all attempts have cost by the ledger. */
    long ledgerCost() {
        return ledger.totals(LedgerQuery.attempts(), List.of(), ZoneOffset.UTC, 1)
                .get(0)
                .cost()
                .pico();
    }

    @Override
    public void close() {
        for (AutoCloseable part : closes) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
