package dev.signalbox.test.agent.dispatch;

import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.jdbc.JournalSettings;
import dev.signalbox.test.store.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;

class PostgresDispatcherTests extends DbSchedulerDispatcherContract {

    private static EmbeddedPostgres server;
    private static JournalDatabase database;

    @BeforeAll
    static void start() throws IOException {
        server = PostgresServer.start();
        database = JournalDatabase.open(new JournalSettings(address(), null, null, 4, Duration.ofSeconds(30)));
    }

    private static String address() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @BeforeEach
    void empty() {
        new JdbcTemplate(database.dispatching()).update("delete from agent_scheduled_tasks");
    }

    @Override
    protected DataSource connections() {
        return database.dispatching();
    }

    @Override
    protected String url() {
        return address();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        server.close();
    }
}
