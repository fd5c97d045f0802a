package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;

/** Names that nothing answers to. */
class NameProblemTests {

    @Test
    void ofProviders() {
        Report report = Report.of("""
                signalbox:
                  models:
                    fast.deployments: [opnrouter/openai/gpt-4.1-mini]
                """);

        assertThat(report.description()).isEqualToNormalizingNewlines("""
                'opnrouter' is none of the providers. Did you mean 'openrouter'? Known providers: anthropic,\
                 azure-openai, bean, cerebras, deepseek, fireworks, gemini, google-ai-gemini, groq, llama-cpp, lm-studio,\
                 mistral, mistral-ai, ollama, openai, openrouter, simulated, together, vllm, xai.

                    Property: signalbox.models.fast.deployments[0]
                    Value: opnrouter
                    Origin: Byte array resource [application.yml] - 3:24""");
        assertThat(report.action())
                .isEqualTo(
                        "Name one of the known providers, or add 'signalbox.providers.opnrouter' with its 'dialect' and"
                                + " 'base-url'.");
    }

    @Test
    void ofModelsInPolicies() {
        Report report = Report.of("""
                signalbox:
                  models:
                    small.deployments: simulated/a
                  policies:
                    routine.models: [smal]
                """);

        assertThat(report.description())
                .startsWith("'smal' is none of the models. Did you mean 'small'? Known models: small.")
                .contains("Property: signalbox.policies.routine.models[0]", "Origin: ");
        assertThat(report.action()).isEqualTo("Name one of the known models, or add 'signalbox.models.<name>'.");
    }

    @Test
    void ofPoliciesInRules() {
        Report report = Report.of("""
                signalbox:
                  models.small.deployments: simulated/a
                  policies.routine.models: small
                  rules:
                    - { when: { user: ann }, policy: routin }
                """);

        assertThat(report.description())
                .startsWith("'routin' is none of the policies. Did you mean 'routine'? Known policies: routine.")
                .contains("Property: signalbox.rules[0].policy");
    }

    @Test
    void ofTheDefaultPolicy() {
        Report report = Report.of("""
                signalbox:
                  models.small.deployments: simulated/a
                  policies.routine.models: small
                  default-policy: small
                """);

        assertThat(report.description())
                .startsWith("'small' is none of the policies. Known policies: routine.")
                .contains("Property: signalbox.default-policy");
        assertThat(report.action())
                .isEqualTo(
                        "'small' is a model. Add 'signalbox.policies.small.models: [small]' to make a policy of it.");
    }

    @Test
    void ofTheDefaultPolicyWhereNoneIsNamed() {
        Report report = Report.of("""
                signalbox:
                  models.small.deployments: simulated/a
                  policies:
                    routine.models: small
                    planning.models: small
                """);

        assertThat(report.description())
                .startsWith("There are 2 policies (routine, planning), and none of them is the default.");
        assertThat(report.action())
                .isEqualTo("Write 'signalbox.default-policy: routine', or name one of the policies 'default'.");
    }

    @Test
    void ofDialects() {
        Report report = Report.of("""
                signalbox:
                  providers.own: { dialect: opnai, base-url: "http://localhost:1/v1" }
                  models.small.deployments: own/a
                """);

        assertThat(report.description())
                .startsWith("'opnai' is none of the dialects. Did you mean 'openai'? Known dialects: ")
                .contains("Property: signalbox.providers.own.dialect", "Value: opnai");
        assertThat(report.action()).isEqualTo("Name one of them, or add a bean of type Dialect.");
    }

    @Test
    void ofDialectsThatNobodyNamed() {
        Report report = Report.of("""
                signalbox:
                  providers.opnrouter.api-key: secret
                  models.small.deployments: ollama/a
                """);

        assertThat(report.description())
                .startsWith("The provider 'opnrouter' has no dialect, and there is no preset of its name. Did you mean"
                        + " 'openrouter'?")
                .doesNotContain("secret");
        assertThat(report.action())
                .startsWith("Correct its name, or write its 'dialect', one of: ")
                .contains("openai", "simulated");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, openai, open-ai",
        "anthropic, anthropic, anthropic",
        "google-ai-gemini, googleai, google-ai-gemini",
        "mistral-ai, mistralai, mistral-ai",
        "ollama, ollama, ollama"
    })
    void ofDialectsWhoseLibraryIsMissing(String dialect, String missing, String library) {
        Yaml yaml = Yaml.of("""
                signalbox:
                  providers.own: { dialect: %s, base-url: "http://localhost:1/v1" }
                  models.small.deployments: own/a
                """.formatted(dialect));

        Report report = Report.of(
                yaml, runner -> runner.withClassLoader(new FilteredClassLoader("dev.langchain4j.model." + missing)));

        assertThat(report.description())
                .startsWith("The dialect '" + dialect + "' needs a library that is not on the class path.");
        assertThat(report.action()).isEqualTo("Add the dependency 'dev.langchain4j:langchain4j-" + library + "'.");
    }

    @Test
    void ofPresetsWhoseLibraryIsMissing() {
        Report report = Report.of(
                Yaml.of("signalbox.models.small.deployments: anthropic/claude-sonnet-4-5"),
                runner -> runner.withClassLoader(new FilteredClassLoader("dev.langchain4j.model.anthropic")));

        assertThat(report.description())
                .startsWith("The dialect 'anthropic' needs a library that is not on the class path.");
    }

    @Test
    void ofPresets() {
        Report report = Report.of("""
                signalbox:
                  providers.own.preset: vlm
                  models.small.deployments: own/a
                """);

        assertThat(report.description())
                .startsWith("'vlm' is none of the presets. Did you mean 'vllm'? Known presets: openrouter, ")
                .contains("Property: signalbox.providers.own.preset");
        assertThat(report.action())
                .isEqualTo("Name one of the known presets, or write 'dialect' and 'base-url' instead.");
    }

    @Test
    void ofStrategies() {
        Report report = Report.of("""
                signalbox:
                  models.small.deployments: simulated/a
                  policies.routine: { models: small, strategy: lowest-costs }
                """);

        assertThat(report.description())
                .startsWith("'lowest-costs' is not a strategy. Did you mean 'lowest-cost'? Known strategies: priority,")
                .contains("Property: signalbox.policies.routine.strategy");
    }

    @Test
    void ofCapabilities() {
        Report report = Report.of("""
                signalbox:
                  models:
                    small:
                      deployments:
                        - { provider: simulated, model-id: a, capabilities: [tools, json-schemas] }
                """);

        assertThat(report.description())
                .startsWith("'json-schemas' is none of the values. Did you mean 'json-schema'? Known values: streaming,"
                        + " tools, json-schema, images, audio, video, pdf, embeddings.")
                .contains("Property: signalbox.models.small.deployments[0].capabilities[1]");
        assertThat(report.action()).isEqualTo("Write one of them.");
    }

    @Test
    void ofParameters() {
        Report report = Report.of("""
                signalbox:
                  models.small.deployments: ollama/a
                  policies.routine: { models: small, parameters: { temprature: 1 } }
                """);

        assertThat(report.description())
                .startsWith(
                        "The deployment 'ollama/a' does not take these parameters. 'temprature' is not a parameter of the"
                                + " dialect 'ollama'. Did you mean 'temperature'?")
                .contains("Property: signalbox.policies.routine.parameters");
    }

    @Test
    void ofParametersOfDeployments() {
        Report report = Report.of("""
                signalbox:
                  models:
                    small:
                      deployments:
                        - simulated/b
                        - { provider: ollama, model-id: a, parameters: { temperature: warm } }
                """);

        assertThat(report.description())
                .contains("The parameter 'temperature' is 'warm'. It must be a number.")
                .contains("Property: signalbox.models.small.deployments[1].parameters");
    }

    @Test
    void ofProvidersAndDeploymentsInGuards() {
        String yaml = """
                signalbox:
                  models.small.deployments: simulated/a
                  guards:
                    - deny: { %s }
                """;

        assertThat(Report.of(yaml.formatted("providers: [simulatd]")).description())
                .startsWith("'simulatd' is none of the providers. Did you mean 'simulated'?")
                .contains("Property: signalbox.guards[0].deny.providers");
        assertThat(Report.of(yaml.formatted("deployments: [simulated/b]")).description())
                .startsWith("'simulated/b' is none of the deployments. Did you mean 'simulated/a'?")
                .contains("Property: signalbox.guards[0].deny.deployments");
    }

    @Test
    void ofPoliciesInGuards() {
        Report report = Report.of("""
                signalbox:
                  models.small.deployments: simulated/a
                  policies.routine.models: small
                  guards:
                    - { when: { policy: [small, routine, plan*, planing] }, require: { local: true } }
                """);

        assertThat(report.description())
                .startsWith("'planing' is none of the policies and models. Known policies and models: routine, small.")
                .contains("Property: signalbox.guards[0].when.policy");
    }
}
