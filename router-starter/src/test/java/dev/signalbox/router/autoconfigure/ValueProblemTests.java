package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that cannot be meant. */
class ValueProblemTests {

    @Test
    void variablesThatAreNotSet() {
        Report report = Report.of("""
                signalbox:
                  providers.openrouter.api-key: ${OPENROUTER_API_KEY}
                  models.small.deployments: openrouter/a
                """);

        assertThat(report.description())
                .startsWith(
                        "'signalbox.providers.openrouter.api-key' refers to 'OPENROUTER_API_KEY', which is not set.")
                .contains("Value: ${OPENROUTER_API_KEY}");
        assertThat(report.action()).isEqualTo("Set 'OPENROUTER_API_KEY', or write a default: ${OPENROUTER_API_KEY:}.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    models.m.deployments: "ollama/${NAME}" | models.m.deployments
                    models.m.deployments: ["ollama/${NAME}"] | models.m.deployments[0]
                    models.m.deployments: [{ provider: a, weight: "${NAME}" }] | models.m.deployments[0].weight
                    models.m.deployments: [{ parameters: { a: "${NAME}" } }] | models.m.deployments[0].parameters.a
                    models.m: { aliases: ["x", "${NAME}"] } | models.m.aliases[1]
                    cooldown.back-off: "${NAME}" | cooldown.back-off
                    default-policy: "${NAME}" | default-policy
                    """)
    void variablesThatAreNotSetAnywhere(String line, String property) {
        Report report = Report.of("signalbox:\n  models.other.deployments: ollama/a\n  " + line);

        assertThat(report.description()).startsWith("'signalbox." + property + "' refers to 'NAME', which is not set.");
    }

    @Test
    void deploymentsWithoutModelId() {
        Report report = Report.of("signalbox.models.small.deployments: [ollama]");

        assertThat(report.description())
                .startsWith("'ollama' does not name a deployment. Write provider/model-id, for example")
                .contains("Property: signalbox.models.small.deployments[0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    fallback-on: [server] | fallback-on | 'server' in 'fallback-on' changes nothing. It takes:
                    fallback-on: [conten-refused] | fallback-on[0] | Did you mean 'content-refused'?
                    on-invalid-output: again | on-invalid-output | 'again' is none of the values.
                    hedge: { max: 2 } | hedge | A hedge needs 'after', for example 2s, or a 'percentile'
                    hedge: { percentile: 100 } | hedge | The percentile of a hedge is 100.0. It must be at least 50
                    hedge: { after: 1s, max: 0 } | hedge | A hedge of at most 0 attempts hedges nothing.
                    sticky-session: -1s | sticky-session | It must be longer than zero
                    shadow: { share: 5 } | shadow.model | 'signalbox.policies.p.shadow.model' is missing.
                    shadow: { model: m } | shadow.share | 'signalbox.policies.p.shadow.share' is missing.
                    shadow: { model: m, share: 0 } | shadow.share | The share of a shadow is 0.0. It must be above 0
                    shadow: { model: n, share: 5 } | shadow.model | 'n' is none of the other policies and models. Did you
                    shadow: { model: p, share: 5 } | shadow.model | 'p' is none of the other policies and models.
                    shadow: { model: m, share: 5, timeout: 0s } | shadow.timeout | It must be longer than zero
                    shadow: { model: m, share: 5, concurrency: 0 } | shadow.concurrency | It must be at least 1.
                    """)
    void policiesThatCannotBeMeant(String line, String property, String text) {
        Report report =
                Report.of("signalbox:\n  models.m.deployments: ollama/a\n  policies.p:\n    models: m\n    " + line);

        assertThat(report.description()).contains(text).contains("Property: signalbox.policies.p." + property);
    }

    @Test
    void deploymentsWithoutProvider() {
        Report report = Report.of("signalbox.models.small.deployments: [{ model-id: a }]");

        assertThat(report.description()).startsWith("'signalbox.models.small.deployments[0].provider' is missing.");
        assertThat(report.action()).isEqualTo("Write it as the name of a provider.");
    }

    @Test
    void modelsWithoutDeployments() {
        Report report = Report.of("signalbox.models.small.aliases: [tiny]");

        assertThat(report.description()).startsWith("'signalbox.models.small.deployments' is missing.");
        assertThat(report.action()).isEqualTo("Write it as a list of provider/model-id.");
    }

    @Test
    void modelsThatShareAName() {
        Report report = Report.of("""
                signalbox.models:
                  small: { deployments: ollama/a, aliases: [tiny] }
                  tiny: { deployments: ollama/b }
                """);

        assertThat(report.description())
                .startsWith("The name 'tiny' belongs to the model 'small' and to the model 'tiny'.")
                .contains("Property: signalbox.models");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    input: -1, output: 2 | price.input' is -1. It must be zero or more, in USD per million tokens.
                    input: 1, output: -0.5 | price.output' is -0.5. It must be zero or more
                    input: 1 | price.output' is missing.
                    input: 1, output: 2, cache-write: -1 | price.cache-write' is -1. It must be zero or more
                    input: 1, output: 2, tiers: [{ input: 1 }] | price.tiers[0].from' is missing.
                    input: 1, output: 2, tiers: [{ from: 0 }] | price.tiers[0].from' is 0. It must be at least 1.
                    input: 1, output: 2, tiers: [{ from: 9, input: 1 }] | price.tiers[0].output' is missing.
                    input: 1, output: 0.00000012 | A price of 0.00000012 USD per million tokens cannot be kept exactly.
                    """)
    void prices(String price, String message) {
        Report report = Report.of(
                "signalbox.models.small.deployments: [{ provider: ollama, model-id: a, price: { " + price + " } }]");

        assertThat(report.description()).contains(message, "Property: signalbox.models.small.deployments[0].price");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    cooldown: { failure-rate: 2 } | cooldown.failure-rate' is 2.0. It must be above 0 and at most 1.
                    cooldown: { window: 0s } | cooldown.window' is PT0S. It must be longer than zero, for example 5s.
                    cooldown: { min-calls: 0 } | cooldown.min-calls' is 0. It must be at least 1.
                    policies.p: { models: m, timeout: { total: -3s } } | p.timeout.total' is PT-3S. It must be longer
                    policies.p: { models: m, retry: { max: -1 } } | policies.p.retry.max' is -1. It must be at least 0.
                    policies.p: { models: [] } | policies.p.models' is missing.
                    policies.p: { models: m, max-price: { input: -1 } } | p.max-price.input' is -1. It must be zero or
                    providers.ollama.read-timeout: 0s | providers.ollama.read-timeout' is PT0S. It must be longer
                    providers.ollama.base-url: localhost | base-url is 'localhost'. It must be an http or https URL
                    models.n.deployments: [{ provider: ollama, model-id: b, weight: 0 }] | The weight of deployment
                    """)
    void values(String line, String message) {
        Report report = Report.of("signalbox:\n  models.m.deployments: ollama/a\n  " + line);

        assertThat(report.description()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    latency-jitter: 2 | The latency-jitter of a simulated deployment is '2.0'. It must be 0 to 1.
                    answers: [{ text: a }, { contains: b }] | A simulated answer has 0 of text, tool-call and json.
                    failures: [{ kind: sever }] | 'sever' is none of the values. Did you mean 'server'?
                    failures: [{ every: 2 }] | The failure's kind of a simulated deployment is 'null'. It must be one of
                    """)
    void simulations(String line, String message) {
        Report report = Report.of(
                "signalbox.models.m.deployments: [{ provider: simulated, model-id: a, simulated: { " + line + " } }]");

        assertThat(report.description()).contains(message, "Property: signalbox.models.m.deployments[0].simulated");
    }

    @Test
    void simulationsThatShareAnId() {
        Report report = Report.of("""
                signalbox.models:
                  a.deployments: [{ provider: simulated, model-id: m, simulated: { seed: 1 } }]
                  b.deployments: [{ provider: simulated, model-id: m, simulated: { seed: 2 } }]
                """);

        assertThat(report.description())
                .startsWith("Two deployments that behave differently share the id 'simulated/m'.");
    }

    @Test
    void providersWithoutUrl() {
        Report report = Report.of("""
                signalbox:
                  providers.own.dialect: openai
                  models.small.deployments: own/a
                """);

        assertThat(report.description())
                .startsWith(
                        "signalbox.providers.own.base-url is missing. Write where the API of 'own' begins, for example");
    }

    @Test
    void policiesWithoutUsableDeployment() {
        Report report = Report.of("""
                signalbox:
                  models:
                    strong.deployments: [openrouter/a, openai/b]
                    small.deployments: ollama/c
                  policies:
                    planning.models: strong
                    default.models: small
                """);

        assertThat(report.description())
                .startsWith("The policy 'planning' has no usable deployment: openrouter/a (no key: set"
                        + " signalbox.providers.openrouter.api-key or OPENROUTER_API_KEY), openai/b (no key: set"
                        + " signalbox.providers.openai.api-key or OPENAI_API_KEY).")
                .contains("Property: signalbox.policies.planning");
        assertThat(report.action())
                .isEqualTo("Make one of these deployments usable, or list a model that is, for example one served by"
                        + " ollama/llama3.2.");
    }

    @Test
    void guardsThatProtectNothing() {
        Report report = Report.of("""
                signalbox:
                  models.small.deployments: ollama/a
                  guards: [{ when: { tags: { data: pii } } }]
                """);

        assertThat(report.description())
                .startsWith("The guard requires and denies nothing, so it would protect nothing.");
        assertThat(report.action())
                .isEqualTo(
                        "Write 'require' or 'deny' below 'signalbox.guards[0]', for example require: { local: true }.");
    }

    @Test
    void rulesThatLookAtThePolicy() {
        Report report = Report.of("""
                signalbox:
                  models.small.deployments: ollama/a
                  rules: [{ when: { policy: default }, policy: default }]
                """);

        assertThat(report.description())
                .startsWith("A rule chooses only where nobody named a policy, so 'when.policy' would never hold.");
    }

    @Test
    void rulesWithoutPolicy() {
        Report report = Report.of("""
                signalbox:
                  models.small.deployments: ollama/a
                  rules: [{ when: { user: ann } }]
                """);

        assertThat(report.description()).startsWith("'signalbox.rules[0].policy' is missing.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            cooldown.window: soon | 'soon' is not a duration. | Write a number and a unit, for example 500ms, 30s, 5m or 1h.
            cooldown.min-calls: few | 'few' is not a number. | Write a number.
            policies.p: { models: [small], across-models: maybe } | 'maybe' is not a yes or a no. | Write true or false.
            """)
    void valuesOfAnotherKind(String line, String description, String action) {
        Report report = Report.of("""
                signalbox:
                  models.small.deployments: ollama/a
                  %s
                """.formatted(line));

        assertThat(report.description()).startsWith(description);
        assertThat(report.action()).isEqualTo(action);
    }
}
