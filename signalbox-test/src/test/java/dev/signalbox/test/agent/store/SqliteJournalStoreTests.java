package dev.signalbox.test.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.store.jdbc.JdbcJournalStore;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.jdbc.JournalSettings;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalStoreTests extends JdbcJournalStoreContract {

    @TempDir
    private Path folder;

    private final List<JournalDatabase> open = new ArrayList<>();

    @Override
    protected JournalDatabase database() {
        JournalDatabase database = JournalDatabase.open(JournalSettings.file(folder.resolve("made/here/agents.db")));
        open.add(database);
        return database;
    }

    @AfterEach
    void close() {
        open.forEach(JournalDatabase::close);
    }

    @Test
    void hasWhatItHadWhenItIsOpenedAgain() {
        JournalStore before = new JdbcJournalStore(database());
        before.start(Rows.run("r-1"));
        before.add(Rows.step(before.claim(new RunId("r-1"), Rows.NOW).orElseThrow(), 1), List.of());
        close();

        JournalStore after = new JdbcJournalStore(database());

        assertThat(after.steps(new RunId("r-1"))).hasSize(1);
        assertThat(after.claim(new RunId("r-1"), Rows.NOW).orElseThrow().epoch())
                .isEqualTo(2);
    }

    @Test
    void outlivesTheMachinesPower() throws SQLException {
        try (Connection connection = database().dispatching().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(pragma(statement, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(statement, "synchronous")).isEqualTo("2");
        }
    }

    private static String pragma(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("pragma " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void saysWhereItCannotWriteAndWhatToWrite() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> JournalDatabase.open(JournalSettings.file(file.resolve("agents.db"))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("'" + file.resolve("agents.db") + "'")
                .hasMessageContaining("its folder cannot be made")
                .hasMessageContaining("signalbox.agent.store.url: jdbc:sqlite:");
        assertThatThrownBy(() -> JournalDatabase.open(JournalSettings.file(folder)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("'" + folder + "'")
                .hasMessageContaining("is not writable as a file");
    }

    @Test
    void refusesWhatIsNoFileOrHasTooFewConnections() {
        assertThatThrownBy(() -> JournalDatabase.open(settings("jdbc:sqlite::memory:", 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("would not outlive its process");
        assertThatThrownBy(() -> settings("jdbc:sqlite:agents.db", 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pool-size: 4");
        assertThatThrownBy(() -> settings("jdbc:h2:./agents", 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql: or jdbc:sqlite:");
    }

    private static JournalSettings settings(String url, int poolSize) {
        return new JournalSettings(url, null, null, poolSize, Duration.ofSeconds(1));
    }
}
