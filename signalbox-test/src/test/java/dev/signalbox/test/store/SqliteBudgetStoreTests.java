package dev.signalbox.test.store;

import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.store.jdbc.JdbcBudgetStore;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteBudgetStoreTests extends BudgetStoreContract {

    @TempDir
    private Path folder;

    private final List<JdbcStore> open = new ArrayList<>();

    private BudgetStore node() {
        String url = "jdbc:sqlite:" + folder.resolve("signalbox.db");
        JdbcStore store = new JdbcStore(new JdbcSettings(url, null, null, 8, Duration.ofSeconds(30)));
        open.add(store);
        return new JdbcBudgetStore(store);
    }

    @Override
    protected BudgetStore emptyStore() {
        return node();
    }

    @Override
    protected BudgetStore anotherNode(BudgetStore first) {
        return node();
    }

    @AfterEach
    void close() {
        open.forEach(JdbcStore::close);
    }
}
