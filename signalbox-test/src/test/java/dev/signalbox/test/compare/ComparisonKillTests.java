package dev.signalbox.test.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison that is killed in the middle loses the calls under way and no more. */
class ComparisonKillTests {

    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private Path folder;

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        try (FakeProvider provider = FakeProvider.start()) {
            AtomicBoolean alive = new AtomicBoolean(true);
            provider.always(FakeReply.text("yes"));
            provider.when(
                    request -> alive.get() && request.number() > 200,
                    FakeReply.text("late").delay(NEVER));
            Path file = folder.resolve("outcomes.jsonl");

            String killed = run(provider, file, "done 50");
            alive.set(false);
            long kept = Files.readString(file)
                    .chars()
                    .filter(letter -> letter == '\n')
                    .count();
            String ended = run(provider, file, "never");

            assertThat(killed).doesNotContain("end");
            assertThat(kept).isBetween(50L, (long) ComparisonChild.PROMPTS - 1);
            assertThat(ended).contains("end");
            assertThat(provider.requestCount())
                    .isBetween(ComparisonChild.PROMPTS, ComparisonChild.PROMPTS + ComparisonChild.CONCURRENCY);
            assertThat(file).content().hasLineCount(ComparisonChild.PROMPTS);
        }
    }

    /** What a child prints until it ends, or is killed after a line. */
    private static String run(FakeProvider provider, Path file, String killAfter)
            throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        Process child = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ComparisonChild.class.getName(),
                        provider.baseUrl(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        StringBuilder printed = new StringBuilder();
        BufferedReader output = child.inputReader();
        String line;
        while ((line = output.readLine()) != null) {
            printed.append(line).append('\n');
            if (line.equals(killAfter)) {
                child.toHandle().destroyForcibly(); // kill -9
            }
        }
        child.waitFor();
        return printed.toString();
    }
}
