package dev.signalbox.agent.dispatch.dbscheduler;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;

/**
 * Statements of our own about db-scheduler's table, which has one column of ours: how often a run was woken. db-scheduler itself
 * cannot pull an execution forward that is under way. A wake-up is counted in the row, whether it is picked or not, and ends
 * the rest of one that is not; a slice takes the count before it begins, and its end lets the run rest only if the count is
 * still the same. Each is one statement upon one row, so that no wake-up falls between two of them.
 */
@RequiredArgsConstructor
final class TaskTable {

    static final String NAME = "agent_scheduled_tasks";
    static final String TASK = "agent-run";
    /** For ends of slices that let the run rest whatever came meanwhile. */
    static final long ANY = Long.MAX_VALUE;

    private static final String ROW = " where task_name = '" + TASK + "' and task_instance = ?";
    private static final String INSERT = "insert into " + NAME
            + " (task_name, task_instance, execution_time, picked, version) values ('" + TASK + "', ?, ?, ?, 1)"
            + " on conflict do nothing";
    private static final String WAKES = "select wakes from " + NAME + ROW;
    private static final String WAKE = "update " + NAME + " set wakes = wakes + 1, execution_time ="
            + " case when not picked and execution_time > ? then ? else execution_time end" + ROW;
    private static final String REST = "update " + NAME + " set picked = ?, picked_by = null, last_heartbeat = null,"
            + " consecutive_failures = ?, execution_time = ?, version = version + 1" + ROW
            + " and version = ? and wakes <= ?";
    private static final String REMOVE = "delete from " + NAME + ROW + " and version = ? and wakes <= ?";

    private final DataSource connections;
    private final JdbcCustomization dialect;

    /** What the rest of a statement is made of. */
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    /** Makes it known; whether it was not. */
    boolean insert(String run, Instant due) throws SQLException {
        return update(INSERT, statement -> {
            statement.setString(1, run);
            dialect.setInstant(statement, 2, due);
            statement.setBoolean(3, false);
        });
    }

    /** How often it was woken. */
    long wakes(String run) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(WAKES)) {
            statement.setString(1, run);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** Counts a wake-up and ends the rest; whether there is such a run. */
    boolean wake(String run, Instant now) throws SQLException {
        return update(WAKE, statement -> {
            dialect.setInstant(statement, 1, now);
            dialect.setInstant(statement, 2, now);
            statement.setString(3, run);
        });
    }

    /** Lets it rest; not if it was woken more often, or another has it. */
    boolean rest(Execution picked, Instant until, int failures, long seenWakes) throws SQLException {
        return update(REST, statement -> {
            statement.setBoolean(1, false);
            statement.setInt(2, failures);
            dialect.setInstant(statement, 3, until);
            statement.setString(4, picked.taskInstance.getId());
            statement.setLong(5, picked.version);
            statement.setLong(6, seenWakes);
        });
    }

    /** Removes it; not if it was woken more often, or another has it. */
    boolean remove(Execution picked, long seenWakes) throws SQLException {
        return update(REMOVE, statement -> {
            statement.setString(1, picked.taskInstance.getId());
            statement.setLong(2, picked.version);
            statement.setLong(3, seenWakes);
        });
    }

    private boolean update(String sql, Parameters parameters) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            return statement.executeUpdate() == 1;
        }
    }
}
