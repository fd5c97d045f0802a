package dev.signalbox.router.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
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
    /** How many processes may make the tables of one file at the same time. */
    private static final int TRIES = 20;
    /** After so long without a word the server of a connection is taken for gone. */
    private static final String SILENCE_SECONDS = "30";

    private final JdbcSettings settings;
    private final Database database;
    private final HikariDataSource connections;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private volatile boolean migrated;
    private @Nullable RuntimeException failure;
    private long failedAt;

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
        } else if (!settings.url().contains("socketTimeout")) {
            pool.addDataSourceProperty("socketTimeout", SILENCE_SECONDS);
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

    /** Whoever comes while another waits for a database that is not there is told what the other is told. */
    private void migrate() {
        if (migrated) {
            return;
        }
        long came = System.nanoTime();
        synchronized (this) {
            RuntimeException last = failure;
            if (last != null && failedAt - came >= 0) {
                throw last;
            }
            if (!migrated) {
                tryToMakeTables();
            }
        }
    }

    private void tryToMakeTables() {
        try {
            makeTables();
            migrated = true;
            failure = null;
        } catch (RuntimeException e) {
            failure = e;
            failedAt = System.nanoTime();
            throw e;
        }
    }

    /**
     * PostgreSQL lets one make the tables and the others wait. SQLite has no such lock: who comes second fails with what the
     * first has made, and finds it made at the next try.
     */
    private void makeTables() {
        jdbc.queryForObject("select 1", Integer.class); // asks for a connection first, so that this takes no longer
        for (int tries = 1; ; tries++) {
            try {
                runScripts();
                return;
            } catch (FlywayException e) {
                if (database != Database.SQLITE || tries == TRIES) {
                    throw new DataAccessResourceFailureException("The tables of the stores could not be made", e);
                }
            }
        }
    }

    /** The tables may stand beside those of others, which have a history of their own or none. */
    private void runScripts() {
        Flyway.configure(JdbcStore.class.getClassLoader())
                .dataSource(database == Database.SQLITE ? SqliteConnections.plain(settings) : connections)
                .locations(database.scripts())
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Closes the connections. */
    @Override
    public void close() {
        connections.close();
    }
}
