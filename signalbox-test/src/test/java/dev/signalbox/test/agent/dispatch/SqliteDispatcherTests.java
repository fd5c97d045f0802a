package dev.signalbox.test.agent.dispatch;

import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.jdbc.JournalSettings;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteDispatcherTests extends DbSchedulerDispatcherContract {

    @TempDir
    private Path folder;

    private JournalDatabase database;

    @BeforeEach
    void open() {
        database = JournalDatabase.open(JournalSettings.file(folder.resolve("agents.db")));
    }

    @Override
    protected DataSource connections() {
        return database.dispatching();
    }

    @Override
    protected String url() {
        return "jdbc:sqlite:" + folder.resolve("agents.db");
    }

    @AfterEach
    @Override
    void close() {
        super.close();
        database.close();
    }
}
