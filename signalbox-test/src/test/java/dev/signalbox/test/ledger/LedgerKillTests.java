package dev.signalbox.test.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.store.jdbc.JdbcLedger;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.usage.LedgerEntry;
import dev.signalbox.router.usage.LedgerQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that is killed leaves of its records: all but those of the last second, and no more than a thousand. */
class LedgerKillTests {

    private static final int RECORDS_OF_A_CALL = 2;

    @TempDir
    private Path folder;

    /** A call that the process said had ended. */
    private record Said(String id, long millis, long pico) {

        static Said of(String line) {
            String[] parts = line.split(" ");
            return new Said(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }
    }

    @Test
    void losesNoMoreThanAThousandRecords() throws Exception {
        List<Said> said = killedAfter(1_500);

        assertThat(lost(said).size() * RECORDS_OF_A_CALL).isLessThanOrEqualTo(1_000);
    }

    /** A trial, because whether a second is kept is a matter of the machine. */
    @Tag("trials")
    @RepeatedTest(20)
    void losesNoMoreThanASecond() throws Exception {
        List<Said> said = killedAfter(3_000);
        long last = said.get(said.size() - 1).millis();

        List<Said> lost = lost(said);

        assertThat(lost.size() * RECORDS_OF_A_CALL).isLessThanOrEqualTo(1_000);
        assertThat(lost).allMatch(call -> last - call.millis() <= 1_000);
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("ledger.db");
    }

    private List<Said> killedAfter(int calls) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        Process child = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), LedgerChild.class.getName(), url())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Said> said = new ArrayList<>();
        BufferedReader output = child.inputReader();
        String line;
        while ((line = output.readLine()) != null) {
            if (line.matches("[0-9a-f]+ \\d+ \\d+")) {
                said.add(Said.of(line));
            }
            if (said.size() == calls) {
                child.toHandle().destroyForcibly(); // leaves what it said readable
            }
        }
        child.waitFor();
        return said;
    }

    /** Those of which there is no record; of the others the cost must be right, and each is written once. */
    private List<Said> lost(List<Said> said) {
        try (JdbcStore store = new JdbcStore(new JdbcSettings(url(), null, null, 2, Duration.ofSeconds(10)))) {
            Map<String, LedgerEntry> calls = new JdbcLedger(store)
                    .entries(LedgerQuery.calls(), null, 1_000_000).stream()
                            .collect(Collectors.toMap(LedgerEntry::callId, Function.identity()));
            List<Said> lost = new ArrayList<>();
            for (Said call : said) {
                LedgerEntry entry = calls.get(call.id());
                if (entry == null) {
                    lost.add(call);
                } else {
                    assertThat(entry.cost().pico()).isEqualTo(call.pico());
                }
            }
            return lost;
        }
    }
}
