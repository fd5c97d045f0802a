package dev.signalbox.test.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.JournalStoreException;
import dev.signalbox.agent.journal.RolledBackException;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.store.jdbc.JdbcJournalStore;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.test.store.JournalStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** What stores in a database do beside: transactions that others have a part in. */
abstract class JdbcJournalStoreContract extends JournalStoreContract {

    /** A database, with the same journals as the one before. */
    protected abstract JournalDatabase database();

    @Override
    protected JournalStore emptyStore() {
        return new JdbcJournalStore(database());
    }

    @Override
    protected JournalStore anotherNode(JournalStore first) {
        return new JdbcJournalStore(database());
    }

    private static RunRecord claimed(JournalStore store) {
        store.start(Rows.run("r-1"));
        return store.claim(new RunId("r-1"), Rows.NOW).orElseThrow();
    }

    private static JdbcTemplate payments(JournalStore store) {
        JdbcTemplate jdbc = new JdbcTemplate(store.dataSource().orElseThrow());
        jdbc.execute("drop table if exists payment");
        jdbc.execute("create table payment (id integer)");
        return jdbc;
    }

    private static int count(JdbcTemplate jdbc) {
        return jdbc.queryForList("select id from payment").size();
    }

    @Test
    void keepsAStepAndItsEffectTogether() {
        JournalStore store = emptyStore();
        RunRecord run = claimed(store);
        JdbcTemplate jdbc = payments(store);

        boolean kept = store.transaction(() -> {
            jdbc.update("insert into payment values (1)");
            return store.add(Rows.step(run, 1), List.of());
        });

        assertThat(kept).isTrue();
        assertThat(count(jdbc)).isEqualTo(1);
        assertThat(anotherNode(store).steps(run.id())).hasSize(1);
    }

    @Test
    void undoesAStepAndItsEffectTogether() {
        JournalStore store = emptyStore();
        RunRecord run = claimed(store);
        JdbcTemplate jdbc = payments(store);

        assertThatThrownBy(() -> store.transaction(() -> {
                    jdbc.update("insert into payment values (1)");
                    store.add(Rows.step(run, 1), List.of());
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");

        assertThat(count(jdbc)).isZero();
        assertThat(store.steps(run.id())).isEmpty();
        assertThat(store.add(Rows.step(run, 1), List.of())).isTrue();
    }

    @Test
    void refusesInATransactionWhoHasLostTheRun() {
        JournalStore store = emptyStore();
        RunRecord old = claimed(store);
        store.claim(old.id(), Rows.NOW);
        JdbcTemplate jdbc = payments(store);

        assertThatThrownBy(() -> store.transaction(() -> {
                    jdbc.update("insert into payment values (1)");
                    if (!store.add(Rows.step(old, 1), List.of())) {
                        throw new IllegalStateException("lost");
                    }
                    return true;
                }))
                .hasMessage("lost");

        assertThat(count(jdbc)).isZero();
        assertThat(store.steps(old.id())).isEmpty();
    }

    /** What failed in it has been swallowed, so that the work came to its end; the database knows better. */
    @Test
    void saysThatATransactionWasUndoneByWhatTookPartInIt() {
        JournalStore store = emptyStore();
        RunRecord run = claimed(store);
        TransactionTemplate bean = new TransactionTemplate(
                new JdbcTransactionManager(store.dataSource().orElseThrow()));

        assertThatThrownBy(() -> store.transaction(() -> {
                    bean.executeWithoutResult(TransactionStatus::setRollbackOnly);
                    return store.add(Rows.step(run, 1), List.of());
                }))
                .isInstanceOf(RolledBackException.class);

        assertThat(store.steps(run.id())).isEmpty();
        assertThat(store.add(Rows.step(run, 1), List.of())).isTrue();
    }

    @Test
    void saysThatItFailedWhenATransactionCannotBeUndone() {
        JournalDatabase real = database();
        JdbcTransactionManager broken = new JdbcTransactionManager(real.dataSource()) {
            @Override
            protected void doRollback(DefaultTransactionStatus status) {
                super.doRollback(status);
                throw new TransactionSystemException("the connection is closed");
            }
        };
        JournalStore store = new JdbcJournalStore(JournalDatabase.over(real.dataSource(), broken));

        assertThatThrownBy(() -> store.transaction(() -> {
                    throw new IllegalStateException("the tool's own");
                }))
                .isInstanceOf(JournalStoreException.class);
    }

    @Test
    void passesOnWhatTheWorkItselfThrows() {
        JournalStore store = emptyStore();
        claimed(store);

        assertThatThrownBy(() -> store.transaction(() -> {
                    throw new DataRetrievalFailureException("the tool's own");
                }))
                .isInstanceOf(DataRetrievalFailureException.class);
    }

    @Test
    void keepsWhatItWritesThoughThePoolDoesNotCommitByItself() throws Exception {
        DataSource dataSource = new DelegatingDataSource(database().dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setAutoCommit(false);
                return connection;
            }
        };
        JournalStore store = new JdbcJournalStore(JournalDatabase.over(dataSource, null));

        RunRecord run = claimed(store);
        store.add(Rows.step(run, 1), List.of());

        assertThat(store.steps(run.id())).hasSize(1);
    }

    @Test
    void usesTheApplicationsDataSource() {
        DataSource dataSource = database().dataSource();
        JournalStore store = new JdbcJournalStore(JournalDatabase.over(dataSource, null));
        RunRecord run = claimed(store);
        JdbcTemplate jdbc = payments(store);

        store.transaction(() -> {
            jdbc.update("insert into payment values (1)");
            return store.add(Rows.step(run, 1), List.of());
        });

        assertThat(store.dataSource()).containsSame(dataSource);
        assertThat(count(jdbc)).isEqualTo(1);
        assertThat(store.steps(run.id())).hasSize(1);
    }
}
