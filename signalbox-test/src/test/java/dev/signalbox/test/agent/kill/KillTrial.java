package dev.signalbox.test.agent.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.store.jdbc.JdbcJournalStore;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.jdbc.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lombok.Builder;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Runs that are killed again and again, and what came of them.
 *
 * @param url of the database
 * @param folder where lines about effects are left
 * @param program which of the programs
 * @param runs how many
 * @param length how long each is
 * @param kills how often the process is killed
 * @param minSteps how many steps there must be at least
 */
@Builder
record KillTrial(String url, Path folder, String program, int runs, int length, int kills, int minSteps) {

    static JournalDatabase database(String url) {
        return JournalDatabase.open(new JournalSettings(url, null, null, 8, Duration.ofSeconds(10)));
    }

    void run() throws Exception {
        try (JournalDatabase database = database(url)) {
            new JdbcTemplate(database.dataSource())
                    .execute("create table booking (step varchar(100) not null, item varchar(100) not null)");
        }
        Effects effects = new Effects(folder.resolve("effects.txt"));
        Random random = new Random(42);
        for (int kill = 0; kill < kills; kill++) {
            killAfter(effects, expectedLines() / (kills + 1) / 2 + random.nextInt(expectedLines() / (kills + 1)));
        }
        assertThat(start(effects).waitFor()).isZero();
        check(effects);
    }

    /** Two lines for each step or so. */
    private int expectedLines() {
        return minSteps * 3 / 2;
    }

    private void killAfter(Effects effects, int lines) throws IOException, InterruptedException {
        long until = lines(effects) + lines;
        Process child = start(effects);
        while (child.isAlive() && lines(effects) < until) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        child.toHandle().destroyForcibly();
        child.waitFor();
    }

    private long lines(Effects effects) throws IOException {
        // A look at the size is enough: lines are about as long as each other.
        return Files.exists(effects.file()) ? Files.size(effects.file()) / 110 : 0;
    }

    private Process start(Effects effects) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        Path log = folder.resolve("child.log");
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillChild.class.getName(),
                        url,
                        effects.file().toString(),
                        program,
                        String.valueOf(runs),
                        String.valueOf(length))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true)
                .start();
    }

    private void check(Effects effects) {
        try (JournalDatabase database = database(url)) {
            JdbcJournalStore store = new JdbcJournalStore(database);
            List<RunRecord> ended = store.runs(RunQuery.ALL, 1000);
            assertThat(ended).hasSize(runs);
            assertThat(ended)
                    .allSatisfy(run -> assertThat(run.status()).as(run.error()).isEqualTo(RunStatus.SUCCEEDED));
            List<StepRecord> steps = new ArrayList<>();
            ended.forEach(run -> steps.addAll(store.steps(run.id())));
            assertThat(steps).hasSizeGreaterThanOrEqualTo(minSteps);
            assertThat(effects.repeatedAfterTheirRecord()).isEmpty();
            assertThat(effects.count(Effects.ONCE).values()).allMatch(times -> times == 1);
            assertThat(effects.count(Effects.ONCE)).hasSize(tools(steps, "pay"));
            List<String> booked =
                    new JdbcTemplate(database.dataSource()).queryForList("select step from booking", String.class);
            assertThat(booked).doesNotHaveDuplicates().hasSize(tools(steps, "book"));
            System.out.printf(
                    "%s, %d kills: %d runs, %d steps, in flight repeated %d, after record 0, once and transactional 0%n",
                    program,
                    kills,
                    runs,
                    steps.size(),
                    effects.count(Effects.EFFECT).values().stream()
                            .mapToInt(times -> times - 1)
                            .sum());
        }
    }

    private static int tools(List<StepRecord> steps, String name) {
        return (int) steps.stream()
                .filter(step -> step.kind() == StepKind.TOOL && step.name().equals(name))
                .count();
    }
}
