package dev.signalbox.agent.dispatch.dbscheduler;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** How db-scheduler speaks to a database. It would guess itself, and guess wrong if the database is not there. */
final class Dialects {

    private Dialects() {}

    static JdbcCustomization of(DataSource connections) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            String name = connection.getMetaData().getDatabaseProductName();
            return switch (name) {
                case "PostgreSQL" -> new PostgreSqlJdbcCustomization(false, false);
                case "SQLite" -> new SqliteJdbcCustomization();
                default ->
                    throw new IllegalArgumentException(
                            "The data source of the dispatcher is of " + name + ". Give one of PostgreSQL or SQLite.");
            };
        }
    }
}
