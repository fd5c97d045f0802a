package dev.signalbox.test.store;

import dev.signalbox.router.store.jdbc.JdbcLedger;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.usage.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTests extends LedgerContract {

    @TempDir
    private Path folder;

    private JdbcStore store;

    @Override
    protected Ledger emptyLedger() {
        String url = "jdbc:sqlite:" + folder.resolve("signalbox.db");
        store = new JdbcStore(new JdbcSettings(url, null, null, 8, Duration.ofSeconds(10)));
        return new JdbcLedger(store);
    }

    @AfterEach
    void close() {
        store.close();
    }
}
