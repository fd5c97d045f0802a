package dev.signalbox.router.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

class JdbcStoreTests {

    private static final String HISTORY = "select count(*) from signalbox_schema_history";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void makesItsTablesInAnSqliteFileAndFindsThemAgain() {
        String url = "jdbc:sqlite:" + folder.resolve("signalbox.db");

        List<Integer> scripts = List.of(scriptsOf(url), scriptsOf(url));

        assertThat(scripts.get(0)).isPositive().isEqualTo(scripts.get(1));
    }

    private static int scriptsOf(String url) {
        try (JdbcStore store = new JdbcStore(settings(url))) {
            return count(store);
        }
    }

    @Test
    void makesItsTablesBesideThoseOfOthersInPostgres() throws IOException {
        try (EmbeddedPostgres server = startPostgres();
                JdbcStore store = new JdbcStore(settings(server.getJdbcUrl("postgres", "postgres")))) {
            execute(server, "create table orders (id int)");

            assertThat(count(store)).isPositive();
            assertThat(store.database()).isEqualTo(Database.POSTGRESQL);
        }
    }

    @Test
    void findsADatabaseThatComesLate() throws IOException {
        try (EmbeddedPostgres server = startPostgres();
                JdbcStore store = new JdbcStore(hasty(server.getJdbcUrl("postgres", "late")))) {
            assertThatThrownBy(store::jdbc).isInstanceOf(DataAccessException.class);

            execute(server, "create database late");

            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(DataAccessException.class)
                    .untilAsserted(() -> assertThat(count(store)).isPositive());
        }
    }

    @RepeatedTest(5)
    void letsManyMakeTheTablesOfOneFileAtOnce() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("signalbox.db");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> nodes = Collections.nCopies(8, () -> scriptsOf(url));

            for (Future<Integer> node : threads.invokeAll(nodes)) {
                assertThat(node.get()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** One after the other they would wait for two minutes. */
    @Test
    @Timeout(60)
    void letsManyWaitTogetherForADatabaseThatIsAway() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try (ServerSocket silent = new ServerSocket(0); // takes connections and says nothing
                JdbcStore store = new JdbcStore(hasty("jdbc:postgresql://localhost:" + silent.getLocalPort() + "/x"))) {
            List<Callable<Boolean>> callers = Collections.nCopies(64, () -> {
                assertThatThrownBy(store::jdbc).isInstanceOf(DataAccessException.class);
                return true;
            });

            for (Future<Boolean> caller : threads.invokeAll(callers)) {
                assertThat(caller.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void keepsNothingOfATransactionThatThrows() {
        try (JdbcStore store = new JdbcStore(settings("jdbc:sqlite:" + folder.resolve("signalbox.db")))) {
            store.jdbc().execute("create table probe (id integer)");

            assertThatThrownBy(() -> store.transaction(jdbc -> {
                        jdbc.update("insert into probe values (1)");
                        throw new IllegalStateException("stop");
                    }))
                    .hasMessage("stop");

            assertThat(store.jdbc().queryForObject("select count(*) from probe", Integer.class))
                    .isZero();
        }
    }

    @Test
    void refusesOtherDatabasesWithoutShowingTheUrl() {
        assertThatThrownBy(() -> new JdbcStore(settings("jdbc:mysql://me:secret@localhost/x")))
                .hasMessageContaining("jdbc:postgresql: or jdbc:sqlite:")
                .hasMessageNotContaining("secret");
    }

    private static EmbeddedPostgres startPostgres() throws IOException {
        return EmbeddedPostgres.builder().setPGStartupWait(PATIENCE).start();
    }

    private static JdbcSettings settings(String url) {
        return new JdbcSettings(url, null, null, 4, PATIENCE);
    }

    /** For a database that is not there. */
    private static JdbcSettings hasty(String url) {
        return new JdbcSettings(url, null, null, 4, Duration.ofSeconds(2));
    }

    private static int count(JdbcStore store) {
        Integer count = store.jdbc().queryForObject(HISTORY, Integer.class);
        return count == null ? 0 : count;
    }

    private static void execute(EmbeddedPostgres server, String sql) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
