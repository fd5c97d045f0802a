package dev.signalbox.router.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How SQLite is opened. Readers and one writer work side by side (write-ahead log); what is committed outlives the end of the
 * process, however it ends, though the last moments may be lost with the power of the machine. Transactions take the write
 * lock when they begin, so that none has to give up halfway; who does not get it waits.
 */
final class SqliteConnections {

    private SqliteConnections() {}

    static void configure(HikariConfig pool, Duration timeout) {
        pool.addDataSourceProperty("journal_mode", "WAL");
        pool.addDataSourceProperty("synchronous", "NORMAL");
        pool.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        pool.addDataSourceProperty("busy_timeout", Long.toString(timeout.toMillis()));
    }

    /** For scripts, which use more than one connection at a time and so must not take the lock in advance. */
    static DataSource plain(JdbcSettings settings) {
        return new DriverManagerDataSource(settings.url());
    }
}
