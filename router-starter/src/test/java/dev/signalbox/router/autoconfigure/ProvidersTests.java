package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.provider.ApiKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is needed to reach a provider. */
class ProvidersTests {

    private static Provider provider(Yaml yaml, String name) {
        return RouterConfiguration.read(yaml.environment(), Set.of("openai", "simulated"))
                .provider(name);
    }

    private static Yaml openrouter(String line) {
        return Yaml.of("""
                signalbox:
                  providers.openrouter: { %s }
                  models.m.deployments: openrouter/a
                """.formatted(line));
    }

    @Test
    void presetsNeedNotBeConfigured() {
        Provider provider = provider(Yaml.of("signalbox.models.m.deployments: ollama/a"), "ollama");

        assertThat(provider.settings().baseUrl()).isEqualTo("http://localhost:11434/v1");
        assertThat(provider.settings().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(provider.settings().readTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(provider.dialect()).isEqualTo("openai");
        assertThat(provider.key()).isEqualTo("not needed");
    }

    @Test
    void aDialectIsAProviderToo() {
        Provider provider = provider(Yaml.of("signalbox.models.m.deployments: simulated/a"), "simulated");

        assertThat(provider.dialect()).isEqualTo("simulated");
        assertThat(provider.keyMissing()).isFalse();
        assertThat(provider.host()).isEqualTo("-");
    }

    @Test
    void presetsThatNeedAKeyFindItInTheirVariable() {
        Yaml yaml = Yaml.of("signalbox.models.m.deployments: openrouter/a");

        assertThat(provider(yaml, "openrouter").keyMissing()).isTrue();
        assertThat(provider(yaml.with("OPENROUTER_API_KEY", "k"), "openrouter")
                        .settings()
                        .apiKey())
                .isEqualTo(new ApiKey("k"));
    }

    @Test
    void aBlankKeyIsNone() {
        Yaml yaml = openrouter("api-key: ' '").with("OPENROUTER_API_KEY", "k");

        assertThat(provider(yaml, "openrouter").keyMissing()).isTrue();
    }

    @Test
    void aWrittenKeyWins() {
        Yaml yaml = openrouter("api-key: mine").with("OPENROUTER_API_KEY", "k");

        assertThat(provider(yaml, "openrouter").settings().apiKey()).isEqualTo(new ApiKey("mine"));
    }

    @Test
    void thePresetsVariableIsNeverSentElsewhere() {
        Yaml yaml = openrouter("base-url: 'http://localhost:9/v1'").with("OPENROUTER_API_KEY", "k");

        Provider provider = provider(yaml, "openrouter");
        assertThat(provider.settings().apiKey()).isNull();
        assertThat(provider.keyMissing()).isFalse();
        assertThat(provider.host()).isEqualTo("localhost:9");
    }

    @Test
    void aPresetServesUnderAnotherName() {
        Yaml yaml = Yaml.of("""
                signalbox:
                  providers.team-a: { preset: openrouter, api-key: a, headers: { HTTP-Referer: x, X_Title: y } }
                  models.m.deployments: team-a/a
                """);

        Provider provider = provider(yaml, "team-a");
        assertThat(provider.settings().baseUrl()).isEqualTo("https://openrouter.ai/api/v1");
        assertThat(provider.settings().headers()).isEqualTo(Map.of("HTTP-Referer", "x", "X_Title", "y"));
        assertThat(provider.missingKey()).isEqualTo("set signalbox.providers.team-a.api-key or OPENROUTER_API_KEY");
    }

    @Test
    void aProviderIsSimulatedByItsDialectAlone() {
        Provider provider = provider(openrouter("dialect: simulated, api-key: ''"), "openrouter");

        assertThat(provider.dialect()).isEqualTo("simulated");
        assertThat(provider.keyMissing()).isFalse();
        assertThat(provider.preset()).isNull();
    }

    @Test
    void environmentVariablesAreRead() {
        Yaml yaml = new Yaml(
                """
                signalbox:
                  providers.in-house: { dialect: openai, base-url: "http://localhost:9/v1" }
                  models.m.deployments: [openrouter/a, in-house/b, llama-cpp/c]
                """,
                Map.of(
                        "SIGNALBOX_PROVIDERS_OPENROUTER_APIKEY", "or",
                        "SIGNALBOX_PROVIDERS_INHOUSE_APIKEY", "ih",
                        "SIGNALBOX_PROVIDERS_LLAMACPP_API_KEY", "lc",
                        "SIGNALBOX_DEFAULTPOLICY", "default",
                        "SIGNALBOX_POLICIES_DEFAULT_MODELS", "m"));

        RouterConfiguration configuration = RouterConfiguration.read(yaml.environment(), Set.of("openai", "simulated"));

        assertThat(configuration.providers())
                .containsOnlyKeys("openrouter", "in-house", "llama-cpp")
                .allSatisfy((name, provider) ->
                        assertThat(provider.settings().apiKey()).isNotNull());
        assertThat(configuration.provider("in-house").settings().baseUrl()).isEqualTo("http://localhost:9/v1");
    }

    @Test
    void keysAndHeadersDoNotShow() {
        Yaml yaml = openrouter("api-key: secret-1, headers: { X-Key: secret-2 }");

        assertThat(new StrictBinding(yaml.environment()).bind().toString()).doesNotContain("secret");
        assertThat(provider(yaml, "openrouter").toString()).doesNotContain("secret");
    }
}
