package dev.signalbox.router.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.model.Price.Tier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogueTests {

    private static final LocalDate DATE = LocalDate.of(2026, 6, 1);

    private final ModelCatalogue catalogue = read("""
            # date: 2026-06-01
            # anything

            openai\tgpt-5.5\t5/0.5/6/30 272001:10/1//45\t1050000\t128000\ttools json-schema images reasoning\t2026-12-11
            openai\tgpt-4o\t2.5/1.25//10\t128000\t16384\ttools json-schema?\t2027-01-14
            openai\tgpt-4o-2024-05-13\t5///15\t128000\t4096\t-\t2026-10-23
            openrouter\tanthropic/claude-sonnet-4.6\t3/0.3/3.75/15\t1000000\t?\t?\t-
            openrouter\tlab/small:free\t0///0\t32000\t8000\ttools\t-
            openrouter\tlab/small\t1///2\t64000\t8000\ttools\t-
            openrouter\tlab/a-1.5-2\t1///1\t?\t?\t?\t-
            openrouter\tlab/a-1-5.2\t2///2\t?\t?\t?\t-
            gemini\tnameless\t?\t?\t?\t?\t-
            """);

    private static ModelCatalogue read(String text) {
        try {
            return ModelCatalogue.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private CatalogueEntry entry(String provider, String modelId) {
        return catalogue.entry(provider, modelId).orElseThrow();
    }

    @Test
    void readsEveryColumn() {
        Price above = Price.perMillion(decimal("10"), decimal("1"), decimal("10"), decimal("45"));
        Price price = Price.perMillion(decimal("5"), decimal("0.5"), decimal("6"), decimal("30"))
                .withTiers(List.of(new Tier(272_001, above)))
                .withDate(DATE);

        assertThat(entry("openai", "gpt-5.5"))
                .isEqualTo(new CatalogueEntry(
                        price,
                        1_050_000,
                        128_000,
                        Set.of(Capability.TOOLS, Capability.JSON_SCHEMA, Capability.IMAGES),
                        Set.of(Capability.STREAMING),
                        LocalDate.of(2026, 12, 11)));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    @Test
    void keepsUnknownApartFromNothing() {
        assertThat(entry("gemini", "nameless")).isEqualTo(CatalogueEntry.UNKNOWN);
        assertThat(entry("openai", "gpt-4o-2024-05-13").capabilities(Set.of(Capability.TOOLS, Capability.STREAMING)))
                .containsExactly(Capability.STREAMING);
    }

    @Test
    void takesWhatIsUsualForWhatIsUnsure() {
        CatalogueEntry unsure = entry("openai", "gpt-4o");

        assertThat(unsure.capabilities(Set.of(Capability.STREAMING, Capability.JSON_SCHEMA)))
                .containsExactlyInAnyOrder(Capability.STREAMING, Capability.TOOLS, Capability.JSON_SCHEMA);
        assertThat(unsure.capabilities(Set.of(Capability.IMAGES))).containsExactly(Capability.TOOLS);
    }

    @Test
    void findsADatedModelUnderItsNameWithoutTheRetirementOfTheOther() {
        CatalogueEntry dated = entry("openai", "gpt-4o-2024-11-20");

        assertThat(dated.price()).isEqualTo(entry("openai", "gpt-4o").price());
        assertThat(dated.retirement()).isNull();
    }

    @Test
    void prefersTheVeryIdToTheOneWithoutItsDate() {
        assertThat(entry("openai", "gpt-4o-2024-05-13").price()).hasToString("5.00/15.00");
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic/claude-sonnet-4.6",
        "anthropic/claude-sonnet-4-6",
        "anthropic/claude-sonnet-4-6-20260217",
        "anthropic/claude-sonnet-4.6-2026-02-17"
    })
    void takesDotsAndDashesBetweenDigitsForTheSame(String modelId) {
        assertThat(entry("openrouter", modelId).price()).hasToString("3.00/15.00");
    }

    @Test
    void knowsNothingOfAnIdThatCouldMeanTwoModels() {
        assertThat(entry("openrouter", "lab/a-1.5-2").price()).hasToString("1.00/1.00");
        assertThat(entry("openrouter", "lab/a-1-5.2").price()).hasToString("2.00/2.00");
        assertThat(catalogue.entry("openrouter", "lab/a-1-5-2")).isEmpty();
    }

    @Test
    void letsFreeVariantsOfOpenRouterCostNothing() {
        assertThat(entry("openrouter", "lab/small:free").contextLength()).isEqualTo(32_000);
        assertThat(entry("openrouter", "anthropic/claude-sonnet-4.6:free"))
                .isEqualTo(CatalogueEntry.of(new Price(0, 0, 0).withDate(DATE)));
        assertThat(catalogue.entry("openai", "gpt-4o:free")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "openrouter, lab/small:nitro",
        "openrouter, lab/small:online",
        "openrouter, lab/small-latest",
        "openai, gpt-4o-latest",
        "openai, gpt-4o-mini",
        "openai, gpt-4",
        "anthropic, gpt-4o",
        "openrouter, gpt-4o"
    })
    void knowsNothingOfOtherModels(String provider, String modelId) {
        assertThat(catalogue.entry(provider, modelId)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x m 1///1 ? ? ?                    | A line has 7 columns with tabs between them: provider, model id, price, context length, output length, capabilities, retirement.
            x m 1/1 ? ? ? -                    | '1/1' is not a price such as 3/0.3/3.75/15 or 2///8.
            x m free///1 ? ? ? -               | 'free' is no price in USD per million tokens.
            x m -1///1 ? ? ? -                 | A price is never negative, but was input -1000000, cached input -1000000, cache write -1000000, output 1000000 pico-USD per token.
            x m 1///1_2///2 ? ? ? -            | '2///2' is not a price tier such as 200001:4//18.
            x m 1///1_9:2///2_9:3///3 ? ? ? -  | Two price tiers begin at 9 input tokens. Each length has one price; remove one of them.
            x m 1///1 0 ? ? -                  | '0' is not a number of tokens.
            x m 1///1 ? many ? -               | 'many' is not a number of tokens.
            x m 1///1 ? ? telepathy -          | 'telepathy' is not a capability. Known capabilities: streaming, tools, json-schema, images, audio, video, pdf, embeddings.
            x m 1///1 ? ? ? soon               | 'soon' is not a day such as 2026-12-31.
            """)
    void namesTheLineThatItDoesNotUnderstand(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        read("# date: 2026-06-01\n" + line.replace(' ', '\t').replace('_', ' ')))
                .withMessage("Line 2: " + message);
    }

    @Test
    void refusesTwoLinesForOneModel() {
        String line = "x\tm\t1///1\t?\t?\t?\t-\n";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("# date: 2026-06-01\n" + line + line))
                .withMessage("Line 3: 'x' has two lines for 'm'.");
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "# date: tomorrow"})
    void wantsADateFirst(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text))
                .withMessage("The first line is not a date such as '# date: 2026-12-31'.");
    }
}
