package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.provider.ApiKey;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of providers in advance. */
class PresetTests {

    private static final Set<String> ALL = Set.of("openai", "anthropic", "google-ai-gemini", "mistral-ai", "ollama");
    private static final String AZURE = "https://res.openai.azure.com/openai/deployments/{model-id}";

    private static Provider provider(Yaml yaml, Set<String> dialects, String name) {
        return RouterConfiguration.read(yaml.environment(), dialects).provider(name);
    }

    private static Provider configured(String name, String properties, Set<String> dialects) {
        return provider(Yaml.of("""
                signalbox:
                  providers.%s: { %s }
                  models.m.deployments: %s/a
                """.formatted(name, properties, name)), dialects, name);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic, anthropic, https://api.anthropic.com/v1, ANTHROPIC_API_KEY",
        "google-ai-gemini, google-ai-gemini, https://generativelanguage.googleapis.com/v1beta, GEMINI_API_KEY",
        "gemini, google-ai-gemini, https://generativelanguage.googleapis.com/v1beta, GEMINI_API_KEY",
        "mistral, openai, https://api.mistral.ai/v1, MISTRAL_API_KEY",
        "mistral-ai, mistral-ai, https://api.mistral.ai/v1, MISTRAL_API_KEY",
        "fireworks, openai, https://api.fireworks.ai/inference/v1, FIREWORKS_API_KEY",
        "cerebras, openai, https://api.cerebras.ai/v1, CEREBRAS_API_KEY"
    })
    void findTheirKeysInTheirVariables(String name, String dialect, String baseUrl, String variable) {
        Yaml yaml = Yaml.of("signalbox.models.m.deployments: " + name + "/a");

        Provider provider = provider(yaml.with(variable, "k"), ALL, name);

        assertThat(provider.dialect()).isEqualTo(dialect);
        assertThat(provider.settings().baseUrl()).isEqualTo(baseUrl);
        assertThat(provider.settings().apiKey()).isEqualTo(new ApiKey("k"));
        assertThat(provider(yaml, ALL, name).missingKey()).endsWith(" or " + variable);
    }

    @Test
    void ofServersInTheHouseNeedNoKey() {
        Provider provider = provider(Yaml.of("signalbox.models.m.deployments: lm-studio/a"), ALL, "lm-studio");

        assertThat(provider.settings().baseUrl()).isEqualTo("http://localhost:1234/v1");
        assertThat(provider.key()).isEqualTo("not needed");
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, ollama, http://localhost:11434",
        "'', false, openai, http://localhost:11434/v1",
        "'dialect: openai', true, openai, http://localhost:11434/v1",
        "'dialect: ollama', true, ollama, http://localhost:11434",
        "'base-url: \"http://gpu:11434\"', true, ollama, http://gpu:11434",
        "'base-url: \"http://gpu:11434/v1\"', true, openai, http://gpu:11434/v1",
        "'base-url: \"http://gpu:11434/v1/\"', false, openai, http://gpu:11434/v1/",
        "'dialect: openai, base-url: \"http://gpu/llm\"', true, openai, http://gpu/llm"
    })
    void ollamaSpeaksItsOwnDialectIfItCan(String properties, boolean library, String dialect, String baseUrl) {
        Provider provider = configured("ollama", properties, library ? ALL : Set.of("openai"));

        assertThat(provider.dialect()).isEqualTo(dialect);
        assertThat(provider.settings().baseUrl()).isEqualTo(baseUrl);
        assertThat(provider.preset()).isNotNull();
        assertThat(provider.keyMissing()).isFalse();
    }

    @Test
    void azureTakesItsKeyInAHeaderOfItsOwn() {
        Yaml yaml = Yaml.of("""
                signalbox:
                  providers.azure-openai: { base-url: "%s", query: { api-version: 2024-10-21 } }
                  models.m.deployments: azure-openai/gpt-4o
                """.formatted(AZURE)).with("AZURE_OPENAI_API_KEY", "k");

        Provider provider = provider(yaml, ALL, "azure-openai");

        assertThat(provider.dialect()).isEqualTo("openai");
        assertThat(provider.settings().keyHeader()).isEqualTo("api-key");
        assertThat(provider.settings().apiKey()).isEqualTo(new ApiKey("k"));
        assertThat(provider.settings().query()).containsEntry("api-version", "2024-10-21");
        assertThat(provider.host()).isEqualTo("res.openai.azure.com");
    }

    @Test
    void azuresKeyIsNeverSentElsewhere() {
        Yaml yaml = Yaml.of("""
                signalbox:
                  providers.azure-openai.base-url: "http://localhost:9/.azure.com"
                  models.m.deployments: azure-openai/gpt-4o
                """).with("AZURE_OPENAI_API_KEY", "k");

        assertThat(provider(yaml, ALL, "azure-openai").settings().apiKey()).isNull();
    }

    @Test
    void azureNeedsAUrl() {
        Report report = Report.of("signalbox.models.m.deployments: azure-openai/gpt-4o");

        assertThat(report.description())
                .startsWith("'signalbox.providers.azure-openai.base-url' is missing."
                        + " Each user of 'azure-openai' has a URL of his own.");
        assertThat(report.action())
                .isEqualTo("Write it, for example 'https://my-resource.openai.azure.com/openai/deployments/{model-id}',"
                        + " and the version of its API as 'query: { api-version: 2024-10-21 }'.");
    }

    @Test
    void aKeyHeaderIsTheNameOfAHeader() {
        Report report = Report.of("""
                signalbox:
                  providers.openai.key-header: "api key"
                  models.m.deployments: openai/gpt-4o
                """);

        assertThat(report.description()).startsWith("'api key' is not the name of an HTTP header.");
        assertThat(report.description()).contains("Property: signalbox.providers.openai.key-header");
    }

    @Test
    void theValuesOfQueriesDoNotShow() {
        Provider provider = configured("openai", "query: { sig: secret-1 }, api-key: secret-2", ALL);

        assertThat(provider.toString()).contains("[sig]").doesNotContain("secret");
    }
}
