package dev.signalbox.agent.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * How connections of a journal's own are opened. In SQLite readers and one writer work side by side (write-ahead log); what is
 * committed outlives the process and the machine's power; transactions take the write lock when they begin, so that none has
 * to give up halfway; who does not get it waits.
 */
final class JournalPool {

    /** After so long without a word the server of a connection is taken for gone. */
    private static final String SILENCE_SECONDS = "60";

    private JournalPool() {}

    static HikariDataSource open(JournalSettings settings, String name, int size) {
        JournalDialect dialect = JournalDialect.of(settings.url());
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDriverClassName(dialect.driver());
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.username());
        pool.setPassword(settings.password());
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(settings.timeout().toMillis());
        pool.setInitializationFailTimeout(-1);
        if (dialect == JournalDialect.SQLITE) {
            configureSqlite(pool, settings);
        } else if (!settings.url().contains("socketTimeout")) {
            pool.addDataSourceProperty("socketTimeout", SILENCE_SECONDS);
        }
        return new HikariDataSource(pool);
    }

    private static void configureSqlite(HikariConfig pool, JournalSettings settings) {
        pool.addDataSourceProperty("journal_mode", "WAL");
        pool.addDataSourceProperty("synchronous", "FULL");
        pool.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        pool.addDataSourceProperty(
                "busy_timeout", Long.toString(settings.timeout().toMillis()));
    }
}
