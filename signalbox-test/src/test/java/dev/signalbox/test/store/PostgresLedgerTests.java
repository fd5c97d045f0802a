package dev.signalbox.test.store;

import dev.signalbox.router.store.jdbc.JdbcLedger;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.usage.Ledger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresLedgerTests extends LedgerContract {

    private static EmbeddedPostgres server;
    private static JdbcStore store;

    @BeforeAll
    static void start() throws IOException {
        server = PostgresServer.start();
        store = new JdbcStore(
                new JdbcSettings(server.getJdbcUrl("postgres", "postgres"), null, null, 8, Duration.ofSeconds(30)));
    }

    @Override
    protected Ledger emptyLedger() {
        store.jdbc().update("delete from signalbox_ledger");
        return new JdbcLedger(store);
    }

    @AfterAll
    static void stop() throws IOException {
        store.close();
        server.close();
    }
}
