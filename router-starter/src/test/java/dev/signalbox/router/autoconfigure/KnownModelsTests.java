package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What deployments take from the catalogue, and which do not. */
class KnownModelsTests {

    private static final List<String> DIALECTS =
            List.of("openai", "anthropic", "google-ai-gemini", "mistral-ai", "ollama", "simulated");

    private static Deployment deployment(String yaml) {
        RouterConfiguration configuration = RouterConfiguration.read(
                Yaml.of("signalbox:\n" + yaml.indent(2)).environment(), DIALECTS);
        return configuration.catalogue().deployments().iterator().next();
    }

    @Test
    void comeFromTheShippedCatalogueWithItsDate() {
        Deployment deployment = deployment("models.m.deployments: openai/gpt-4.1");

        assertThat(deployment.price()).hasToString("2.00/8.00");
        assertThat(Objects.requireNonNull(deployment.price()).date()).isNotNull();
        assertThat(deployment.contextLength()).isEqualTo(1_047_576);
        assertThat(deployment.outputLength()).isEqualTo(32_768);
        assertThat(deployment.capabilities())
                .containsExactlyInAnyOrder(
                        Capability.STREAMING,
                        Capability.TOOLS,
                        Capability.JSON_SCHEMA,
                        Capability.IMAGES,
                        Capability.PDF);
    }

    @Test
    void giveWayToEachPartThatIsConfigured() {
        Deployment deployment = deployment("""
                models.m.deployments:
                  - provider: openai
                    model-id: gpt-4.1
                    price: { input: 1, output: 4 }
                    context-length: 9000
                    output-length: 90
                """);

        assertThat(deployment.price()).hasToString("1.00/4.00");
        assertThat(Objects.requireNonNull(deployment.price()).date()).isNull();
        assertThat(deployment.contextLength()).isEqualTo(9_000);
        assertThat(deployment.outputLength()).isEqualTo(90);
        assertThat(deployment.capabilities()).contains(Capability.IMAGES);
        assertThat(deployment("""
                models.m.deployments: [{ provider: openai, model-id: gpt-4.1, capabilities: [tools] }]
                """).capabilities()).containsExactly(Capability.TOOLS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models.m.deployments: openai/gpt-99",
                "{ providers.openai.base-url: 'http://localhost:9/v1', models.m.deployments: openai/gpt-4.1 }",
                "{ providers.mine: { preset: openai, base-url: 'http://localhost:9/v1' }, models.m.deployments: mine/gpt-4.1 }",
                "{ providers.mine: { dialect: openai, base-url: 'https://api.openai.com/v1' }, models.m.deployments: mine/gpt-4.1 }",
                "{ providers.azure-openai.base-url: 'https://x.openai.azure.com/openai', models.m.deployments: azure-openai/gpt-4.1 }",
                "{ providers.openai.dialect: simulated, models.m.deployments: openai/gpt-4.1 }",
                "models.m.deployments: ollama/gpt-4.1",
                "models.m.deployments: vllm/openai/gpt-4.1",
                "models.m.deployments: lm-studio/gpt-4.1",
                "{ catalogue.enabled: false, models.m.deployments: openai/gpt-4.1 }"
            })
    void areNotForOtherModelsAndPlaces(String yaml) {
        Deployment deployment = deployment(yaml);

        assertThat(deployment.price()).isNull();
        assertThat(deployment.contextLength()).isNull();
        assertThat(deployment.outputLength()).isNull();
        assertThat(deployment.retirement()).isNull();
        assertThat(deployment.capabilities()).doesNotContain(Capability.IMAGES);
    }

    @Test
    void areTheSameForBothPresetsOfAProviderAndForOneOfAnotherName() {
        assertThat(deployment("models.m.deployments: google-ai-gemini/gemini-2.5-flash"))
                .extracting(Deployment::price, Deployment::contextLength)
                .isEqualTo(List.of(
                        deployment("models.m.deployments: gemini/gemini-2.5-flash")
                                .price(),
                        1_048_576));
        assertThat(deployment("{ providers.team-a.preset: openai, models.m.deployments: team-a/gpt-4.1 }")
                        .price())
                .hasToString("2.00/8.00");
    }

    @Test
    void areFreeWhereTheModelIsAndUnknownWhereNobodyKnows() {
        assertThat(deployment("models.m.deployments: 'openrouter/lab/new:free'").price())
                .hasToString("0.00/0.00");
        assertThat(deployment("models.m.deployments: openrouter/lab/new").price())
                .isNull();
    }

    @Test
    void comeFromTheApplicationsOwnCatalogueFirst(@TempDir Path folder) throws IOException {
        Path own = Files.writeString(folder.resolve("own.tsv"), """
                # date: 2026-11-20
                openai\tgpt-4.1\t1.5///6\t?\t?\t?\t-
                in-house\tqwen\t0.1///0.2\t8192\t?\ttools\t-
                """);
        String catalogue = "catalogue.location: '" + own.toUri() + "'\n";

        assertThat(deployment(catalogue + "models.m.deployments: openai/gpt-4.1"))
                .extracting(each -> String.valueOf(each.price()), Deployment::contextLength)
                .containsExactly("1.50/6.00", null);
        assertThat(deployment(catalogue + "models.m.deployments: openai/gpt-4o").price())
                .hasToString("2.50/10.00");
        Deployment inHouse = deployment(catalogue + """
                providers.in-house: { dialect: openai, base-url: "http://10.0.0.7/v1" }
                models.m.deployments: in-house/qwen
                """);
        assertThat(inHouse.price()).hasToString("0.10/0.20");
        assertThat(inHouse.contextLength()).isEqualTo(8_192);
        assertThat(deployment(catalogue + "catalogue.enabled: false\nmodels.m.deployments: openai/gpt-4o")
                        .price())
                .isNull();
    }

    @Test
    void areExplainedWhereTheOwnCatalogueCannotBeRead(@TempDir Path folder) throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.tsv"), "# date: 2026-11-20\nopenai\tx\n");
        String models = "models.m.deployments: simulated/x";

        Report missing = Report.of("signalbox: { catalogue.location: 'file:/no/such/file', " + models + " }");
        assertThat(missing.description())
                .startsWith("'signalbox.catalogue.location' names a file that cannot be read.");
        assertThat(missing.action()).startsWith("Write where it is, for example 'file:/etc/prices.tsv'");
        assertThat(Report.of("signalbox: { catalogue.location: '" + bad.toUri() + "', " + models + " }")
                        .description())
                .contains("Line 2: A line has 7 columns", "Property: signalbox.catalogue.location");
    }
}
