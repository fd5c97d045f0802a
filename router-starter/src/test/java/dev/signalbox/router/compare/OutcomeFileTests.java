package dev.signalbox.router.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /** What routing could be trained with: what was asked, when, and how good the answer was. */
    @Test
    void aLineHoldsWhatWasAskedAndWhen() throws IOException {
        ComparedPrompt prompt = ComparedPrompt.builder()
                .id("p")
                .category("c")
                .messages(List.of(
                        new PromptMessage(PromptMessage.Role.SYSTEM, "Be brief."),
                        new PromptMessage(PromptMessage.Role.USER, "1")))
                .expected(List.of("1"))
                .build();
        Instant noon = Instant.parse("2030-01-01T12:00:00Z");
        try (OutcomeFile store = OutcomeFile.open(file)) {
            Comparison.of(fixture.router)
                    .prompts(List.of(prompt))
                    .contenders("small")
                    .graders(Graders.exact())
                    .clock(Clock.fixed(noon, ZoneOffset.UTC))
                    .store(store)
                    .build()
                    .run();
        }

        JsonNode line = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(line.path("askedAt").asString()).isEqualTo("2030-01-01T12:00:00Z");
        assertThat(line.path("messages").toString())
                .isEqualTo("[{\"role\":\"system\",\"text\":\"Be brief.\"},{\"role\":\"user\",\"text\":\"1\"}]");
        try (OutcomeFile store = OutcomeFile.open(file)) {
            Outcome read = store.find(new PlannedCall(prompt, Contender.of(fixture.router, "small"), 0).key())
                    .orElseThrow();
            assertThat(read.messages()).isEqualTo(prompt.messages());
            assertThat(read.askedAt()).isEqualTo(noon);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", ""})
    void aLineThatLacksAFieldIsNoOutcome(String end) throws IOException {
        compare();
        String line = Files.readString(file).lines().findFirst().orElseThrow();
        String shorter = line.replaceFirst("\"askedAt\":\"[^\"]*\",", "") + end;
        Files.writeString(file, shorter);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutcomeFile.open(file))
                .withMessageStartingWith("Line 1 of ");
        assertThat(file).hasContent(shorter);
    }
}
