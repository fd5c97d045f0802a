package dev.signalbox.agent.dispatch.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import dev.signalbox.agent.dispatch.Lease;
import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.journal.JournalStoreException;
import dev.signalbox.agent.journal.RunId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Hands out runs by rows in a database, for one node or many: db-scheduler leases them to workers and takes them from those that
 * are not heard of any more. A run that rests has a row and nothing else. Nodes' clocks should agree to about a second.
 */
public final class DbSchedulerDispatcher implements RunDispatcher {

    /** For what is left to do once the slices have ended, or will not. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final DbSchedulerSettings settings;
    private final InstantSource clock;
    private final TaskTable table;
    private final Scheduler scheduler;
    private final Slices slices = new Slices();
    private final AtomicReference<@Nullable SliceWorker> worker = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Uses the table {@code agent_scheduled_tasks}, which is there or which the data source makes.
     *
     * @param connections of PostgreSQL or SQLite; none of them may be that of a transaction
     * @throws IllegalArgumentException if it is another database
     * @throws JournalStoreException if the database is not there
     */
    public DbSchedulerDispatcher(DataSource connections, DbSchedulerSettings settings, InstantSource clock) {
        JdbcCustomization dialect = attempt("connect", () -> Dialects.of(connections));
        this.settings = settings;
        this.clock = clock;
        this.table = new TaskTable(connections, dialect);
        this.scheduler = scheduler(connections, dialect);
    }

    private Scheduler scheduler(DataSource connections, JdbcCustomization dialect) {
        RunTask runs = new RunTask(this::work, table, slices, clock, settings.silence(), this::lookForDue);
        SchedulerBuilder builder = Scheduler.create(connections, runs.task())
                .tableName(TaskTable.NAME)
                .jdbcCustomization(dialect)
                .clock(clock::instant)
                .threads(settings.threads())
                .executorService(new SliceThreads(settings.threads(), this::lookForDue))
                .pollingInterval(settings.pollInterval())
                .heartbeatInterval(settings.heartbeatInterval())
                .missedHeartbeatsLimit(settings.missedHeartbeats())
                .failureLogging(LogLevel.OFF, false) // RunTask says it better
                .shutdownMaxWait(LAST_WAIT)
                .enableImmediateExecution();
        if (dialect.supportsSingleStatementLockAndFetch()) {
            // No more than there are threads, for what waited for one would have no heartbeat; at once when one is
            // free.
            double oneLess = (settings.threads() - 0.5) / settings.threads();
            builder.pollUsingLockAndFetch(oneLess, 1.0);
        }
        return builder.build();
    }

    private SliceEnd work(RunId run, Lease lease) {
        return Objects.requireNonNull(worker.get()).work(run, lease);
    }

    private void lookForDue() {
        scheduler.triggerCheckForDueExecutions();
    }

    @Override
    public void start(SliceWorker begins) {
        if (!worker.compareAndSet(null, begins)) {
            throw new IllegalStateException(
                    "The dispatcher has begun already. Start it once, and make another for another.");
        }
        scheduler.start();
    }

    @Override
    public void submit(RunId run, Instant notBefore) {
        if (attempt("submit a run", () -> table.insert(run.value(), notBefore))
                && !notBefore.isAfter(clock.instant())) {
            lookForDue();
        }
    }

    @Override
    public void wake(RunId run) {
        attempt("wake a run", () -> wake(run.value(), clock.instant()));
        lookForDue();
    }

    /** What is not known is made known; what was made known meanwhile is woken after all. */
    private boolean wake(String run, Instant now) throws SQLException {
        boolean woken = false;
        while (!woken) {
            woken = table.wake(run, now) || table.insert(run, now);
        }
        return true;
    }

    private static <T> T attempt(String what, Callable<T> work) {
        try {
            return work.call();
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            throw new JournalStoreException("The database of the dispatcher could not " + what, e);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            scheduler.pause();
            slices.close(settings.shutdownWait());
            scheduler.stop();
        }
    }
}
