package dev.signalbox.router.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database of the stores: connections of its own, which are no {@link DataSource} of the application, and tables of
 * its own, which it makes on first use. A database that is not there is tried again at the next use. Thread-safe.
 */
public final class JdbcStore implements AutoCloseable {

    private static final String HISTORY = "signalbox_schema_history";

    private final JdbcSettings settings;
    private final Database database;
    private final HikariDataSource connections;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private volatile boolean migrated;

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalArgumentException if the URL is that of an unknown database
     */
    public JdbcStore(JdbcSettings settings) {
        this.settings = settings;
        this.database = Database.of(settings.url());
        this.connections = new HikariDataSource(pool());
        this.jdbc = new JdbcTemplate(connections);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(connections));
        // The stores' work is never a part of what the caller does in a transaction of its own.
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private HikariConfig pool() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("signalbox");
        pool.setDriverClassName(database.driver());
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.username());
        pool.setPassword(settings.password());
        pool.setMaximumPoolSize(settings.poolSize());
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(settings.timeout().toMillis());
        pool.setInitializationFailTimeout(-1);
        if (database == Database.SQLITE) {
            SqliteConnections.configure(pool, settings.timeout());
        }
        return pool;
    }

    /** Which database it is. */
    public Database database() {
        return database;
    }

    /**
     * For single statements, each a transaction of its own.
     *
     * @throws DataAccessException if the database is not there
     */
    public JdbcTemplate jdbc() {
        migrate();
        return jdbc;
    }

    /**
     * Does something in one transaction, which is rolled back if it throws.
     *
     * @throws DataAccessException if the database is not there
     */
    public <T> T transaction(Function<JdbcTemplate, T> work) {
        migrate();
        return transactions.execute(status -> work.apply(jdbc));
    }

    /** For libraries that want connections; whoever uses it has called {@link #jdbc} before. */
    public DataSource connections() {
        return connections;
    }

    private void migrate() {
        if (migrated) {
            return;
        }
        synchronized (this) {
            if (!migrated) {
                makeTables();
                migrated = true;
            }
        }
    }

    /** The tables may stand beside those of others, which have a history of their own or none. */
    private void makeTables() {
        try {
            jdbc.queryForObject("select 1", Integer.class); // asks for a connection first, so that this takes no longer
            Flyway.configure(JdbcStore.class.getClassLoader())
                    .dataSource(database == Database.SQLITE ? SqliteConnections.plain(settings) : connections)
                    .locations(database.scripts())
                    .table(HISTORY)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DataAccessResourceFailureException("The tables of the stores could not be made", e);
        }
    }

    /** Closes the connections. */
    @Override
    public void close() {
        connections.close();
    }
}
