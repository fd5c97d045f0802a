package dev.signalbox.samples.agentdesk;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The journal of a desk, read from outside. */
final class JournalFile {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path file;

    JournalFile(Path folder) {
        this.file = folder.resolve("desk").resolve("runs.db");
    }

    /**
     * A model call or the use of a tool that is recorded.
     *
     * @param key what a replay looks it up by
     * @param name of the agent or the tool
     */
    record Step(String key, String name) {}

    List<Step> steps() throws SQLException {
        List<Step> steps = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select step_key, name from agent_step"
                                + " where kind in ('MODEL', 'TOOL') and ended_at is not null")) {
            while (rows.next()) {
                steps.add(new Step(rows.getString(1), rows.getString(2)));
            }
        }
        return steps;
    }

    boolean ended() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet row = connection.createStatement().executeQuery("select status from agent_run")) {
            return row.getString(1).equals("SUCCEEDED");
        }
    }

    void awaitSteps(int count) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> count() >= count);
    }

    /** Nothing as long as the desk is making its tables. */
    private int count() {
        try {
            return Files.exists(file) ? steps().size() : 0;
        } catch (SQLException e) {
            return 0;
        }
    }
}
