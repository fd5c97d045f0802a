package dev.signalbox.samples.agentdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.samples.agentdesk.Shell.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer pastes from the README, command by command, with a process killed in the middle. */
class ReadmeTests {

    private static final Pattern BLOCK = Pattern.compile("```shell\\R(.*?)```", Pattern.DOTALL);
    private static final int KILLED = 128 + 9;
    private static final int SOME_STEPS = 5;

    @TempDir
    private Path folder;

    @Test
    void theDeskGoesOnWhereItWasKilled() throws Exception {
        Shell shell = new Shell(folder);
        EffectsFile effects = new EffectsFile(folder);
        JournalFile journal = new JournalFile(folder);

        // Kill it.
        CompletableFuture<Ended> started = shell.background(block("desk start \"3 days"));
        journal.awaitSteps(SOME_STEPS);
        assertThat(shell.run(block("kill -9")).code()).isZero();
        assertThat(started.get().code()).isEqualTo(KILLED);
        List<JournalFile.Step> recorded = journal.steps();
        assertThat(recorded).hasSizeGreaterThanOrEqualTo(SOME_STEPS);
        assertThat(journal.ended()).isFalse();
        assertThat(shell.run(block("desk show")).output()).contains("Planner").contains("3 days in Lisbon");

        // Start it again.
        Ended resumed = shell.run(block("desk resume"));
        assertThat(resumed.output()).contains("Waits for an approval of tool 'pay'", "Write: approve ");
        assertThat(resumed.output().split("\\(journal\\)", -1)).hasSize(1 + recorded.size());
        assertThat(effects.lines("pay ")).isEmpty();
        Ended approved = shell.run(block("desk approve\n```"));
        assertThat(approved.output())
                .contains("Your 3 days in Lisbon", "Weather: sun", "Paid 486 EUR for R-")
                .contains("SUCCEEDED", "13 model calls, 6 tools", " of 0.05 USD");

        // Nothing was done twice.
        assertThat(recorded)
                .allSatisfy(step -> assertThat(effects.of(step)).as("%s", step).hasSize(1));
        assertThat(shell.run(block("grep -c")).output().strip()).endsWith("\n1");
        assertThat(shell.run(block("desk ledger")).output().strip().lines())
                .allMatch(line -> line.matches("planning +plan .*|routine +(work|answer) .*"))
                .anyMatch(line -> line.startsWith("planning"))
                .anyMatch(line -> line.startsWith("routine"));

        // A budget.
        assertThat(shell.run(block("desk start \"2 days")).output())
                .contains("Waits for an approval, for a limit is reached: it had 8 model calls of 8");
        Ended denied = shell.run(block("desk deny"));
        assertThat(denied.output()).contains("pay {", "The reason: too dear", "13 model calls, 6 tools");
        assertThat(effects.lines("pay ")).hasSize(1);
    }

    /** The first block in which that stands. */
    private static String block(String part) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .filter(block -> block.group().contains(part))
                .map(block -> block.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The README has no '" + part + "'."));
    }
}
