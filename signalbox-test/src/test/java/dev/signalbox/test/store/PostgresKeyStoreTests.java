package dev.signalbox.test.store;

import dev.signalbox.router.key.VirtualKeyStore;
import dev.signalbox.router.store.jdbc.JdbcKeyStore;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresKeyStoreTests extends VirtualKeyStoreContract {

    private static EmbeddedPostgres server;
    private static JdbcStore one;
    private static JdbcStore other;

    @BeforeAll
    static void start() throws IOException {
        server = PostgresServer.start();
        JdbcSettings settings =
                new JdbcSettings(server.getJdbcUrl("postgres", "postgres"), null, null, 8, Duration.ofSeconds(30));
        one = new JdbcStore(settings);
        other = new JdbcStore(settings);
    }

    @Override
    protected VirtualKeyStore emptyStore() {
        one.jdbc().update("delete from signalbox_key");
        return new JdbcKeyStore(one);
    }

    @Override
    protected VirtualKeyStore anotherNode(VirtualKeyStore first) {
        return new JdbcKeyStore(other);
    }

    @AfterAll
    static void stop() throws IOException {
        one.close();
        other.close();
        server.close();
    }
}
