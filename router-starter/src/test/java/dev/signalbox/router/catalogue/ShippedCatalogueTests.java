package dev.signalbox.router.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Price;
import dev.signalbox.router.provider.Preset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file that is shipped, as it is. */
class ShippedCatalogueTests {

    private final ModelCatalogue catalogue = ModelCatalogue.shipped();

    private static String text(String resource) {
        try (InputStream file = ShippedCatalogueTests.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(file, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void isSmallAndCarriesItsLicence() {
        assertThat(text("/" + ModelCatalogue.SHIPPED).length()).isBetween(20_000, 200_000);
        assertThat(text("/" + ModelCatalogue.SHIPPED)).contains("genai-prices", "models.dev", "LICENSE.txt");
        assertThat(text("LICENSE.txt"))
                .contains(
                        "MIT License",
                        "Pydantic",
                        "Copyright (c) 2025 models.dev",
                        catalogue.date().toString());
        assertThat(Path.of("src/main/resources/META-INF/NOTICE")).content().contains(ModelCatalogue.SHIPPED);
    }

    @Test
    void speaksOfPresetsOnlyAndOfEachThatIsNoUsersOwn() {
        assertThat(catalogue.entries().keySet().stream()
                        .map(id -> id.substring(0, id.indexOf('/')))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "openrouter",
                        "openai",
                        "anthropic",
                        "gemini",
                        "deepseek",
                        "xai",
                        "groq",
                        "mistral",
                        "together",
                        "fireworks",
                        "cerebras")
                .isSubsetOf(Preset.names().stream()
                        .flatMap(name -> Preset.of(name, null).stream())
                        .map(Preset::catalogueName)
                        .toList());
    }

    @Test
    void holdsSaneValues() {
        assertThat(catalogue.entries()).hasSizeGreaterThan(500).allSatisfy((id, entry) -> {
            assertThat(entry.price() == null && entry.contextLength() == null && entry.retirement() == null)
                    .as("%s says nothing", id)
                    .isFalse();
            if (entry.price() != null) {
                assertSane(id, entry.price());
            }
            if (entry.contextLength() != null) {
                assertThat(entry.contextLength()).as(id).isBetween(500, 20_000_000);
            }
            if (entry.outputLength() != null && entry.contextLength() != null) {
                assertThat(entry.outputLength()).as(id).isLessThan(entry.contextLength());
            }
            if (entry.retirement() != null) {
                assertThat(entry.retirement())
                        .as(id)
                        .isBetween(LocalDate.of(2024, 1, 1), catalogue.date().plusYears(3));
            }
        });
    }

    private void assertSane(String id, Price price) {
        assertThat(price.date()).as(id).isEqualTo(catalogue.date());
        assertThat(price.input()).as(id).isLessThanOrEqualTo(1_000_000_000);
        assertThat(price.output()).as(id).isLessThanOrEqualTo(2_000_000_000);
        assertThat(price.cachedInput()).as(id).isLessThanOrEqualTo(price.input());
        assertThat(price.cacheWrite()).as(id).isBetween(price.input(), 2 * price.input());
        assertThat(price.tiers()).allSatisfy(tier -> {
            assertThat(tier.from()).as(id).isGreaterThan(1_000);
            assertThat(tier.price().input()).as(id).isGreaterThanOrEqualTo(price.input());
        });
        if (price.input() == 0 || price.output() == 0) {
            assertThat(id).contains("free");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4.1, 2.00/8.00, 500000, 1047576, 32768, 2027-01-14",
        "openai, gpt-4.1-2025-04-14, 2.00/8.00, 500000, 1047576, 32768,",
        "openai, gpt-4o-mini, 0.15/0.60, 75000, 128000, 16384, 2027-01-14",
        "anthropic, claude-sonnet-4-6, 3.00/15.00, 300000, 1000000, 128000,",
        "anthropic, claude-sonnet-4-5-20250929, 3.00/15.00+, 300000, 1000000, 64000,",
        "openrouter, anthropic/claude-sonnet-4-6, 3.00/15.00, 300000, 1000000, 128000,",
        "openrouter, anthropic/claude-sonnet-4.6, 3.00/15.00, 300000, 1000000, 128000,",
        "openrouter, openai/gpt-4.1, 2.00/8.00, 500000, 1047576, 32768,",
        "gemini, gemini-2.5-pro, 1.25/10.00+, 125000, 1048576, 65536, 2026-12-01"
    })
    void knowsWhatThePriceListsSay(
            String provider,
            String modelId,
            String price,
            long cachedInput,
            int contextLength,
            int outputLength,
            LocalDate retirement) {
        CatalogueEntry entry = catalogue.entry(provider, modelId).orElseThrow();

        assertThat(entry.price()).hasToString(price);
        assertThat(Objects.requireNonNull(entry.price()).cachedInput()).isEqualTo(cachedInput);
        assertThat(entry.contextLength()).isEqualTo(contextLength);
        assertThat(entry.outputLength()).isEqualTo(outputLength);
        assertThat(entry.retirement()).isEqualTo(retirement);
    }

    @Test
    void knowsWhereTiersBeginAndWhatTheyCost() {
        Price price = Objects.requireNonNull(
                catalogue.entry("gemini", "gemini-2.5-pro").orElseThrow().price());

        assertThat(List.of(price.at(200_000).input(), price.at(200_000).output()))
                .containsExactly(1_250_000L, 10_000_000L);
        assertThat(List.of(price.at(200_001).input(), price.at(200_001).output()))
                .containsExactly(2_500_000L, 15_000_000L);
    }
}
