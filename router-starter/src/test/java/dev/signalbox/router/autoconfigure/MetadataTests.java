package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.provider.Preset;
import dev.signalbox.router.strategy.Statistics;
import dev.signalbox.router.strategy.Strategies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors complete. */
class MetadataTests {

    private static JsonNode read(String file) {
        try (InputStream metadata = MetadataTests.class.getResourceAsStream("/META-INF/" + file)) {
            assertThat(metadata).as(file).isNotNull();
            return JsonMapper.shared().readTree(metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void describesEveryProperty() {
        assertDescribed(read("spring-configuration-metadata.json"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ProviderProperties.class,
                ModelProperties.class,
                DeploymentProperties.class,
                PriceProperties.class,
                PriceTierProperties.class,
                LimitsProperties.class,
                SimulationProperties.class,
                SimulationProperties.Answer.class,
                SimulationProperties.ToolCall.class,
                SimulationProperties.Failure.class,
                PolicyProperties.class,
                PriceCeilingProperties.class,
                RequireProperties.class,
                RuleProperties.class,
                GuardProperties.class,
                WhenProperties.class,
                TimeProperties.class,
                ShadowProperties.class
            })
    void describesEveryPropertyOfValues(Class<?> type) {
        assertDescribed(read("spring/configuration-metadata/" + type.getName() + ".json"));
    }

    private static void assertDescribed(JsonNode metadata) {
        assertThat(metadata.path("properties").values())
                .isNotEmpty()
                .allSatisfy(property -> assertThat(property.path("description").asString(""))
                        .as(property.path("name").asString())
                        .matches("(?!The |A |An )[A-Z].*\\."));
    }

    @Test
    void knowsTheTopLevel() {
        assertThat(names(read("spring-configuration-metadata.json").path("properties"), "name"))
                .contains(
                        "signalbox.providers",
                        "signalbox.models",
                        "signalbox.policies",
                        "signalbox.rules",
                        "signalbox.guards",
                        "signalbox.default-policy",
                        "signalbox.cooldown.failure-rate",
                        "signalbox.catalogue.enabled",
                        "signalbox.catalogue.location");
    }

    @Test
    void hintsAreUpToDate() {
        List<String> presets = Preset.names();

        assertThat(hints("signalbox.providers.keys")).isEqualTo(presets);
        assertThat(hints("signalbox.providers.*.preset")).isEqualTo(presets);
        assertThat(hints("signalbox.providers.*.dialect"))
                .containsExactly(
                        "openai", "anthropic", "google-ai-gemini", "mistral-ai", "ollama", "bean", "simulated");
        assertThat(hints("signalbox.models.*.deployments[*].capabilities")).isEqualTo(Capability.keys());
        assertThat(hints("signalbox.rules[*].when.needs")).isEqualTo(Capability.keys());
        assertThat(hints("signalbox.guards[*].when.needs")).isEqualTo(Capability.keys());
        assertThat(Set.copyOf(hints("signalbox.policies.*.strategy")))
                .isEqualTo(Set.copyOf(new Strategies(() -> 0, new Statistics(() -> 0), List.of()).names()));
    }

    private static List<String> hints(String name) {
        JsonNode hints = read("spring-configuration-metadata.json").path("hints");
        return StreamSupport.stream(hints.spliterator(), false)
                .filter(hint -> hint.path("name").asString().equals(name))
                .flatMap(hint -> names(hint.path("values"), "value").stream())
                .toList();
    }

    private static List<String> names(JsonNode nodes, String key) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> node.path(key).asString())
                .toList();
    }
}
