package dev.signalbox.test.store;

import dev.signalbox.router.resilience.RateLimitStore;
import dev.signalbox.router.store.jdbc.JdbcRateLimitStore;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRateLimitStoreTests extends RateLimitStoreContract {

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
    protected RateLimitStore emptyStore() {
        one.jdbc().update("delete from signalbox_rate_limit");
        return new JdbcRateLimitStore(one, InstantSource.system());
    }

    @Override
    protected RateLimitStore anotherNode(RateLimitStore first) {
        return new JdbcRateLimitStore(other, InstantSource.system());
    }

    @AfterAll
    static void stop() throws IOException {
        one.close();
        other.close();
        server.close();
    }
}
