package dev.signalbox.test.store;

import dev.signalbox.router.resilience.RateLimitStore;
import dev.signalbox.router.store.jdbc.JdbcRateLimitStore;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteRateLimitStoreTests extends RateLimitStoreContract {

    @TempDir
    private Path folder;

    private final List<JdbcStore> open = new ArrayList<>();

    private RateLimitStore node() {
        String url = "jdbc:sqlite:" + folder.resolve("signalbox.db");
        JdbcStore store = new JdbcStore(new JdbcSettings(url, null, null, 8, Duration.ofSeconds(30)));
        open.add(store);
        return new JdbcRateLimitStore(store, InstantSource.system());
    }

    @Override
    protected RateLimitStore emptyStore() {
        return node();
    }

    @Override
    protected RateLimitStore anotherNode(RateLimitStore first) {
        return node();
    }

    @AfterEach
    void close() {
        open.forEach(JdbcStore::close);
    }
}
