package dev.signalbox.agent.store.jdbc;

import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** Makes the tables on first use; a database that is not there is tried again at the next. Thread-safe. */
@RequiredArgsConstructor
final class JournalTables implements Runnable {

    private static final String HISTORY = "signalbox_agent_schema_history";
    /** How many processes may make the tables of one file at the same time. */
    private static final int TRIES = 20;

    private final JournalDialect dialect;
    private final DataSource connections;
    private volatile boolean made;

    @Override
    public void run() {
        if (!made) {
            make();
        }
    }

    private synchronized void make() {
        if (!made) {
            askForAConnection();
            migrate();
            made = true;
        }
    }

    /** First, so that a database that is not there takes no longer than a connection may. */
    private void askForAConnection() {
        try {
            JdbcUtils.extractDatabaseMetaData(connections, metaData -> metaData.getURL());
        } catch (MetaDataAccessException e) {
            throw new DataAccessResourceFailureException("The database of the journals is not there", e);
        }
    }

    /**
     * PostgreSQL lets one make the tables and the others wait. SQLite has no such lock: who comes second fails with what the
     * first has made, and finds it made at the next try.
     */
    private void migrate() {
        for (int tries = 1; ; tries++) {
            try {
                runScripts();
                return;
            } catch (FlywayException e) {
                if (dialect != JournalDialect.SQLITE || tries == TRIES) {
                    throw new DataAccessResourceFailureException("The tables of the journals could not be made", e);
                }
            }
        }
    }

    /** The tables may stand beside those of others, which have a history of their own or none. */
    private void runScripts() {
        Flyway.configure(JournalTables.class.getClassLoader())
                .dataSource(connections)
                .locations(dialect.scripts())
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
