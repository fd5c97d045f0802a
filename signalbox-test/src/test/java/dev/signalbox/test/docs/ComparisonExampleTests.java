package dev.signalbox.test.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.test.correlation.TestBed;
import dev.signalbox.test.provider.FakeReply;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the page on comparisons runs. */
class ComparisonExampleTests {

    @Test
    void comparesAndWrites(@TempDir Path folder) throws Exception {
        Path prompts = Files.writeString(
                folder.resolve("prompts.jsonl"),
                "{\"id\": \"greet\", \"category\": \"facts\", \"prompt\": \"Capital of Norway?\", \"expected\": \"Oslo\"}\n");
        try (TestBed bed = new TestBed()) {
            bed.small.always(FakeReply.text("Oslo."));

            String table = ComparisonExample.compare(bed.router(), prompts, folder);

            assertThat(table).contains("small", "routine", "Too few prompts for a verdict: 1 graded");
            assertThat(folder.resolve("comparison.json")).content().contains("signalbox-comparison/1");
        }
    }
}
