package dev.signalbox.router.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of outcomes that something else has touched. */
class OutcomeFileTests {

    private final Fixture fixture = new Fixture();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("outcomes.jsonl");
    }

    @AfterEach
    void close() {
        fixture.router.close();
    }

    private ComparisonResult compare() {
        try (OutcomeFile store = OutcomeFile.open(file)) {
            return Comparison.of(fixture.router)
                    .prompts(Fixture.prompts(3))
                    .contenders("small")
                    .graders(Graders.exact())
                    .resamples(100, 1)
                    .store(store)
                    .build()
                    .run();
        }
    }

    /** Some editors drop it. */
    @Test
    void aLastOutcomeThatLacksOnlyItsLineEndIsKept() throws IOException {
        compare();
        String whole = Files.readString(file);
        Files.writeString(file, whole.stripTrailing());

        ComparisonResult result = compare();

        assertThat(result.called()).isZero();
        assertThat(file).hasContent(whole).content().endsWith("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"format\":\"signalbox-outcomes/1\"", "{\"format\":\"signalbox-outcomes/1\",\"comp"})
    void ofAnOutcomeThatWasCutOffNothingIsLeft(String rest) throws IOException {
        compare();
        String whole = Files.readString(file);
        Files.writeString(file, whole + rest);

        assertThat(compare().called()).isZero();
        assertThat(file).hasContent(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret words", "{\"id\": \"p1\"}", "{\"format\":\"signalbox-outcomes/2\",\"comp", "null"})
    void aFileOfSomebodyElseStaysAsItIs(String text) throws IOException {
        Files.writeString(file, text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutcomeFile.open(file))
                .withMessageStartingWith("Line 1 of ")
                .withMessageNotContaining("secret");
        assertThat(file).hasContent(text);
    }
}
