package dev.signalbox.agent.store.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections to the same file, without what the data source has set on its own. */
final class PlainConnections extends DelegatingDataSource {

    PlainConnections(DataSource configured) {
        super(configured);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return DriverManager.getConnection(url());
    }

    private String url() throws SQLException {
        try (Connection connection = super.getConnection()) {
            return connection.getMetaData().getURL();
        }
    }
}
