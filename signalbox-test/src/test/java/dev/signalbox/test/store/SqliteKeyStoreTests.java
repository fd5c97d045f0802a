package dev.signalbox.test.store;

import dev.signalbox.router.key.VirtualKeyStore;
import dev.signalbox.router.store.jdbc.JdbcKeyStore;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteKeyStoreTests extends VirtualKeyStoreContract {

    @TempDir
    private Path folder;

    private final List<JdbcStore> open = new ArrayList<>();

    private VirtualKeyStore node() {
        String url = "jdbc:sqlite:" + folder.resolve("signalbox.db");
        JdbcStore store = new JdbcStore(new JdbcSettings(url, null, null, 8, Duration.ofSeconds(30)));
        open.add(store);
        return new JdbcKeyStore(store);
    }

    @Override
    protected VirtualKeyStore emptyStore() {
        return node();
    }

    @Override
    protected VirtualKeyStore anotherNode(VirtualKeyStore first) {
        return node();
    }

    @AfterEach
    void close() {
        open.forEach(JdbcStore::close);
    }
}
