package dev.signalbox.agent.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that have no part in the transactions that Spring has on a thread for the data source behind, whose tables are
 * there, and that keep each statement at once, however the application has set up its pool.
 */
final class OwnConnections extends DelegatingDataSource {

    private final Runnable tables;

    OwnConnections(DataSource behind, Runnable tables) {
        super(behind);
        this.tables = tables;
    }

    @Override
    public Connection getConnection() throws SQLException {
        tables.run();
        Connection connection = super.getConnection();
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
        return connection;
    }
}
