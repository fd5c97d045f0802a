package dev.signalbox.test.agent.kill;

import dev.signalbox.test.store.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose process is killed: nothing that is recorded is done again, and what may be done once is done once. */
class KillTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"sqlite, Plain, 4, 10, 280", "postgresql, Agentic, 4, 5, 300"})
    void repeatsNothingThatIsRecorded(String database, String program, int runs, int length, int minSteps)
            throws Exception {
        trial(database, trial(program, runs, length, minSteps).kills(2));
    }

    @Tag("trials")
    @ParameterizedTest
    @CsvSource({
        "sqlite, Plain, 20, 130, 18000",
        "postgresql, Plain, 20, 130, 18000",
        "sqlite, Agentic, 20, 57, 18000",
        "postgresql, Agentic, 20, 57, 18000"
    })
    void repeatsNothingThatIsRecordedInTwentyKills(String database, String program, int runs, int length, int minSteps)
            throws Exception {
        trial(database, trial(program, runs, length, minSteps).kills(20));
    }

    private KillTrial.KillTrialBuilder trial(String program, int runs, int length, int minSteps) {
        return KillTrial.builder()
                .folder(folder)
                .program(program)
                .runs(runs)
                .length(length)
                .minSteps(minSteps);
    }

    private void trial(String database, KillTrial.KillTrialBuilder trial) throws Exception {
        if (database.equals("sqlite")) {
            trial.url("jdbc:sqlite:" + folder.resolve("runs.db")).build().run();
            return;
        }
        // A server that keeps what it says it keeps; the embedded one's default is not to.
        try (EmbeddedPostgres server = PostgresServer.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            trial.url(server.getJdbcUrl("postgres", "postgres")).build().run();
        }
    }
}
