package dev.signalbox.test.store;

import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.store.jdbc.JdbcBudgetStore;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresBudgetStoreTests extends BudgetStoreContract {

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
    protected BudgetStore emptyStore() {
        for (String table : List.of("account", "limit", "slot", "owner", "claim")) {
            one.jdbc().update("delete from signalbox_budget_" + table);
        }
        return new JdbcBudgetStore(one);
    }

    @Override
    protected BudgetStore anotherNode(BudgetStore first) {
        return new JdbcBudgetStore(other);
    }

    @AfterAll
    static void stop() throws IOException {
        one.close();
        other.close();
        server.close();
    }
}
