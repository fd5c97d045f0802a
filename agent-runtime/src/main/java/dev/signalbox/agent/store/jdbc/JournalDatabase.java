package dev.signalbox.agent.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.agent.journal.JournalStoreException;
import dev.signalbox.agent.journal.RolledBackException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database of journals and of their dispatcher: one of its own, or the application's. Its tables are made on first use, with
 * a Flyway history of their own. What is written is kept at once, whatever transaction the thread is in, except within
 * {@link #transaction}. Thread-safe.
 */
public final class JournalDatabase implements AutoCloseable {

    /** For whoever says that a worker is alive, so that no worker that holds a connection is in the way. */
    private static final int CONNECTIONS_OF_THE_DISPATCHER = 3;

    /** PostgreSQL's {@code in_failed_sql_transaction}. */
    private static final String ABORTED = "25P02";

    private final JournalDialect dialect;
    private final DataSource shared;
    private final DataSource dispatching;
    private final Runnable tables;
    private final WriteTurns turns;
    private final List<HikariDataSource> pools;
    private final JdbcTemplate own;
    private final JdbcTemplate joined;
    private final TransactionTemplate ownTransactions;
    private final TransactionTemplate joinedTransactions;
    /** Not a caller's that is open on the thread: the run is written to before that one ends, and would wait for it. */
    private final TransactionTemplate newTransactions;

    private JournalDatabase(
            JournalDialect dialect,
            DataSource shared,
            DataSource dispatching,
            Runnable tables,
            PlatformTransactionManager transactions,
            List<HikariDataSource> pools) {
        OwnConnections connections = new OwnConnections(shared, tables);
        this.dialect = dialect;
        this.shared = shared;
        this.turns = new WriteTurns(dialect);
        this.dispatching = turns.each(new OwnConnections(dispatching, tables));
        this.tables = tables;
        this.pools = pools;
        this.own = new JdbcTemplate(connections);
        this.joined = new JdbcTemplate(shared);
        this.ownTransactions = new TransactionTemplate(new JdbcTransactionManager(connections));
        this.joinedTransactions = new TransactionTemplate(transactions);
        this.newTransactions = new TransactionTemplate(transactions);
        newTransactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * A database with connections of its own. Connects to nothing yet.
     *
     * @throws java.io.UncheckedIOException if it is a file that cannot be written, or its folder cannot be made
     */
    public static JournalDatabase open(JournalSettings settings) {
        JournalDialect dialect = JournalDialect.of(settings.url());
        if (dialect == JournalDialect.SQLITE) {
            SqliteFile.of(settings.url()).prepare();
        }
        HikariDataSource pool = JournalPool.open(settings, "signalbox-agent", settings.poolSize());
        HikariDataSource dispatching =
                JournalPool.open(settings, "signalbox-agent-dispatch", CONNECTIONS_OF_THE_DISPATCHER);
        JournalTables tables = new JournalTables(dialect, dialect.forScripts(pool));
        return new JournalDatabase(
                dialect, pool, dispatching, tables, new JdbcTransactionManager(pool), List.of(pool, dispatching));
    }

    /**
     * The application's database, in whose transactions steps of tools may take part. It is not closed with this.
     *
     * @param dataSource of PostgreSQL or SQLite
     * @param transactions what the application's transactions of that data source go through; {@code null} for one of its own,
     *     in whose transactions any {@link JdbcTransactionManager} for the data source takes part
     * @throws IllegalArgumentException if it is another database
     */
    public static JournalDatabase over(DataSource dataSource, @Nullable PlatformTransactionManager transactions) {
        JournalDialect dialect = JournalDialect.of(dataSource);
        return new JournalDatabase(
                dialect,
                dataSource,
                dataSource,
                new JournalTables(dialect, dialect.forScripts(dataSource)),
                transactions == null ? new JdbcTransactionManager(dataSource) : transactions,
                List.of());
    }

    /** Which database it is. */
    public JournalDialect dialect() {
        return dialect;
    }

    /** What others write to who want a part in {@link #transaction}. */
    public DataSource dataSource() {
        return shared;
    }

    /** For the dispatcher: connections that have no part in anybody's transactions. */
    public DataSource dispatching() {
        return dispatching;
    }

    /** One statement that reads. */
    <T> T read(String what, Function<JdbcTemplate, T> statement) {
        return attempt(what, () -> isJoined() ? statement.apply(joined) : alone(statement));
    }

    /** One statement that writes. */
    <T> T write(String what, Function<JdbcTemplate, T> statement) {
        return attempt(what, () -> isJoined() ? statement.apply(joined) : turns.take(() -> alone(statement)));
    }

    /** In a transaction of somebody else's its connection would be kept until the end of that one. */
    private <T> T alone(Function<JdbcTemplate, T> statement) {
        return TransactionSynchronizationManager.isSynchronizationActive()
                ? ownTransactions.execute(status -> statement.apply(own))
                : statement.apply(own);
    }

    /** Several statements, all or nothing: nothing as well if what comes of them is not to be kept. */
    <T> T together(String what, Predicate<T> kept, Function<JdbcTemplate, T> statements) {
        return attempt(
                what,
                () -> isJoined()
                        ? together(joinedTransactions, joined, kept, statements)
                        : turns.take(() -> together(ownTransactions, own, kept, statements)));
    }

    private static <T> T together(
            TransactionTemplate transactions,
            JdbcTemplate jdbc,
            Predicate<T> kept,
            Function<JdbcTemplate, T> statements) {
        return transactions.execute(status -> {
            T result = statements.apply(jdbc);
            if (!kept.test(result)) {
                status.setRollbackOnly();
            }
            return result;
        });
    }

    private <T> T attempt(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (NestedRuntimeException e) {
            if (isJoined() && isOfWhatFailedBefore(e)) {
                throw new RolledBackException(e);
            }
            throw new JournalStoreException("The database of the journals could not " + what, e);
        }
    }

    /** PostgreSQL does nothing more in a transaction in which a statement has failed, whoever has caught that. */
    private static boolean isOfWhatFailedBefore(NestedRuntimeException e) {
        return e.getCause() instanceof SQLException refused && ABORTED.equals(refused.getSQLState());
    }

    /** Does something in one transaction of its own, with what others write meanwhile to the data source on this thread. */
    <T> T transaction(Supplier<T> work) {
        if (isJoined()) {
            return work.get();
        }
        attempt("make its tables", () -> {
            tables.run();
            return true;
        });
        AtomicReference<@Nullable RuntimeException> ofWork = new AtomicReference<>();
        try {
            return turns.take(() -> newTransactions.execute(status -> join(work, ofWork)));
        } catch (NestedRuntimeException e) {
            if (e == ofWork.get()) {
                throw e;
            } else if (e instanceof UnexpectedRollbackException || e instanceof DataIntegrityViolationException) {
                throw new RolledBackException(e);
            }
            throw new JournalStoreException("The database of the journals could not begin or end a transaction", e);
        }
    }

    private <T> T join(Supplier<T> work, AtomicReference<@Nullable RuntimeException> ofWork) {
        TransactionSynchronizationManager.bindResource(this, Boolean.TRUE);
        try {
            return work.get();
        } catch (RuntimeException e) {
            ofWork.set(e);
            throw e;
        } finally {
            TransactionSynchronizationManager.unbindResource(this);
        }
    }

    private boolean isJoined() {
        return TransactionSynchronizationManager.hasResource(this);
    }

    /** Closes the connections that are its own. */
    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }
}
