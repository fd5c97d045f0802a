package dev.signalbox.test.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RolledBackException;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.jdbc.JournalSettings;
import dev.signalbox.test.store.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresJournalStoreTests extends JdbcJournalStoreContract {

    private static EmbeddedPostgres server;
    private static List<JournalDatabase> nodes;
    private int opened;

    @BeforeAll
    static void start() throws IOException {
        server = PostgresServer.start();
        JournalSettings settings =
                new JournalSettings(server.getJdbcUrl("postgres", "postgres"), null, null, 8, Duration.ofSeconds(30));
        nodes = List.of(JournalDatabase.open(settings), JournalDatabase.open(settings));
    }

    @BeforeEach
    void empty() {
        JdbcTemplate jdbc = new JdbcTemplate(nodes.get(0).dispatching());
        for (String table : List.of("run", "step", "event", "approval", "signal", "memory")) {
            jdbc.update("delete from agent_" + table);
        }
    }

    @Override
    protected JournalDatabase database() {
        return nodes.get(opened++ % nodes.size());
    }

    /** Not with SQLite, which has one writer at a time. */
    @Test
    void keepsWhatIsWrittenOutsideWhateverBecomesOfTheApplicationsTransaction() {
        JournalStore store = emptyStore();
        store.start(Rows.run("r-1"));
        RunRecord run = store.claim(new RunId("r-1"), Rows.NOW).orElseThrow();
        JdbcTransactionManager transactions =
                new JdbcTransactionManager(store.dataSource().orElseThrow());

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            store.add(Rows.step(run, 1), List.of());
            store.signal(run.id(), "go", "1", Rows.NOW);
            assertThat(anotherNode(store).steps(run.id())).hasSize(1);
            status.setRollbackOnly();
        });

        assertThat(store.steps(run.id())).hasSize(1);
        assertThat(store.signals(run.id())).hasSize(1);
    }

    /** The run goes on before the application's transaction ends, and must neither wait for it nor lose a step with it. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsAStepAndItsEffectWhateverBecomesOfTheApplicationsTransaction() {
        JournalStore store = emptyStore();
        store.start(Rows.run("r-1"));
        RunRecord run = store.claim(new RunId("r-1"), Rows.NOW).orElseThrow();
        DataSource dataSource = store.dataSource().orElseThrow();
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.execute("create table if not exists parcel (id integer)");

        new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult(status -> {
            store.transaction(() -> {
                jdbc.update("insert into parcel values (1)");
                return store.add(Rows.step(run, 1), List.of());
            });
            store.claim(run.id(), Rows.NOW);
            status.setRollbackOnly();
        });

        assertThat(store.steps(run.id())).hasSize(1);
        assertThat(jdbc.queryForList("select id from parcel")).hasSize(1);
    }

    /** As a tool does that inserts, catches that it is there already, and goes on. */
    @Test
    void saysThatATransactionWasUndoneByAStatementWhoseFailureWasCaught() {
        JournalStore store = emptyStore();
        store.start(Rows.run("r-1"));
        RunRecord run = store.claim(new RunId("r-1"), Rows.NOW).orElseThrow();
        JdbcTemplate jdbc = new JdbcTemplate(store.dataSource().orElseThrow());
        jdbc.execute("create table if not exists booking (id integer primary key)");

        assertThatThrownBy(() -> store.transaction(() -> {
                    jdbc.update("insert into booking values (1)");
                    assertThatThrownBy(() -> jdbc.update("insert into booking values (1)"))
                            .isInstanceOf(DuplicateKeyException.class);
                    return store.add(Rows.step(run, 1), List.of());
                }))
                .isInstanceOf(RolledBackException.class);

        assertThat(store.add(Rows.step(run, 1), List.of())).isTrue();
    }

    @Test
    void saysThatATransactionWasUndoneWhenItsCommitIsRefused() {
        JournalStore store = emptyStore();
        store.start(Rows.run("r-1"));
        RunRecord run = store.claim(new RunId("r-1"), Rows.NOW).orElseThrow();
        JdbcTemplate jdbc = new JdbcTemplate(store.dataSource().orElseThrow());
        jdbc.execute("create table if not exists seat (id integer unique deferrable initially deferred)");

        assertThatThrownBy(() -> store.transaction(() -> {
                    jdbc.update("insert into seat values (1), (1)");
                    return store.add(Rows.step(run, 1), List.of());
                }))
                .isInstanceOf(RolledBackException.class);

        assertThat(store.steps(run.id())).isEmpty();
    }

    @AfterAll
    static void stop() throws IOException {
        nodes.forEach(JournalDatabase::close);
        server.close();
    }
}
