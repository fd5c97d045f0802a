package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that nobody would hear. */
class KeyProblemTests {

    @Test
    void unknownKeys() {
        Report report = Report.of("""
                signalbox:
                  models.small.deployments: ollama/a
                  policies.routine: { models: small, stategy: weighted }
                """);

        assertThat(report.description())
                .startsWith(
                        "'signalbox.policies.routine' has no key 'stategy'. Did you mean 'strategy'? Known keys: models,"
                                + " strategy, across-models, parameters, timeout, retry, fallback-on, on-invalid-output,"
                                + " on-broken-stream, hedge, sticky-session, unsupported-parameters, max-price, require,"
                                + " shadow.")
                .contains("Property: signalbox.policies.routine.stategy", "Origin: ")
                .doesNotContain("weighted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    providers.ollama: { api-kye: x } | providers.ollama' has no key 'api-kye'. Did you mean 'api-key'?
                    models.n: { alias: x } | 'signalbox.models.n' has no key 'alias'. Did you mean 'aliases'?
                    models.n: { deployments: [{ name: x }] } | deployments[0]' has no key 'name'. Known keys: id,
                    models.n: { deployments: { id: a } } | models.n.deployments' has no key 'id'. It is a list.
                    policies.p: { timeout: 3s } | 'signalbox.policies.p.timeout' takes keys, not a value.
                    policies.p: { parameters: hot } | 'signalbox.policies.p.parameters' takes keys, not a value.
                    providers.ollama: { headers: x } | 'signalbox.providers.ollama.headers' takes keys, not a value.
                    guards: [{ when: { tags: pii }, require: { local: true } }] | when.tags' takes keys, not a value.
                    policies.p: { timeout: { totl: 3s } } | p.timeout' has no key 'totl'. Did you mean 'total'?
                    policies.p: { strategy: { name: x } } | p.strategy' has no key 'name'. It is a single value.
                    rules: [{ when: { expresion: "needs.tools" } }] | rules[0].when' has no key 'expresion'. Did you mean
                    rules: [{ policy: m }, { when: { usr: x } }] | rules[1].when' has no key 'usr'. Did you mean 'user'?
                    guards: [{ require: { locl: true } }] | require' has no key 'locl'. Did you mean 'local'?
                    guards: [{ when: { tag: { a: b } }, require: { local: true } }] | when' has no key 'tag'. Did you
                    cooldown: { back-of: 3s } | 'signalbox.cooldown' has no key 'back-of'. Did you mean 'back-off'?
                    """)
    void unknownKeysAnywhere(String line, String message) {
        Report report = Report.of("signalbox:\n  models.m.deployments: ollama/a\n  " + line);

        assertThat(report.description()).contains(message);
    }

    @Test
    void aValueInThePlaceOfKeysIsNotShown() {
        Report report = Report.of("""
                signalbox:
                  models.m.deployments: ollama/a
                  providers.ollama.headers: "Authorization: Bearer secret"
                """);

        assertThat(report.description()).doesNotContain("secret");
        assertThat(report.action()).isEqualTo("Write keys below it, each with its value.");
    }

    @ParameterizedTest
    @CsvSource({
        "policy.routine.models, policies",
        "model.small.deployments, models",
        "provider.x.api-key, providers",
        "rule, rules",
        "guard[0].require.local, guards",
        "default, default-policy",
        "cooldowns.window, cooldown"
    })
    void keysThatNearlyAreOurs(String key, String meant) {
        Report report = Report.of("signalbox:\n  models.m.deployments: ollama/a\n  \"" + key + "\": x");
        String written = "signalbox." + key.split("[.\\[]")[0];

        assertThat(report.description()).startsWith("'" + written + "' is none of the router's properties.");
        assertThat(report.action()).isEqualTo("Write 'signalbox." + meant + "' if you meant that.");
    }

    @Test
    void keysThatNearlyAreOursWhereNoModelIsConfigured() {
        Report report = Report.of("signalbox.model.small.deployments: ollama/a");

        assertThat(report.action()).isEqualTo("Write 'signalbox.models' if you meant that.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent.limits.cost: 3", "evaluation.day.limit: 20 USD", "test.seed: 1"})
    void keysOfOthersAreLeftAlone(String line) {
        Yaml.of("signalbox:\n  models.m.deployments: ollama/a\n  " + line)
                .runner()
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void namesThatAreNone() {
        Report report = Report.of("""
                signalbox.models:
                  GPT_4: { deployments: ollama/a }
                """);

        assertThat(report.description())
                .startsWith(
                        "'GPT_4' cannot be a name below 'signalbox.models'. Names hold lower-case letters, digits and"
                                + " dashes only.");
        assertThat(report.action()).isEqualTo("Write 'gpt-4', and list 'GPT_4' among its 'aliases'.");
    }

    @ParameterizedTest
    @CsvSource({
        "models: { 'openai/gpt': { deployments: ollama/a } }, openai/gpt",
        "models: { '[openai/gpt]': { deployments: ollama/a } }, openai/gpt",
        "policies: { my policy: { models: m } }, my policy",
        "providers: { größe: { dialect: simulated } }, größe"
    })
    void namesWithCharactersThatWouldBeLost(String line, String name) {
        Report report = Report.of("signalbox:\n  models.m.deployments: ollama/a\n  " + line.replace(";", ","));

        assertThat(report.description()).startsWith("'" + name + "' cannot be a name below 'signalbox.");
    }

    @Test
    void namesWithDots() {
        Report report = Report.of("""
                signalbox.models:
                  gpt-4.1: { deployments: ollama/a }
                """);

        assertThat(report.description()).startsWith("'signalbox.models.gpt-4' has no key '1'.");
        assertThat(report.action())
                .isEqualTo(
                        "Correct or remove it. If '1' is part of a name: names hold lower-case letters, digits and dashes"
                                + " only; a model has 'aliases' for others.");
    }

    @Test
    void tagsWithCharactersThatWouldBeLost() {
        Report report = Report.of("""
                signalbox:
                  models.m.deployments: ollama/a
                  rules: [{ when: { tags: { cost/center: x } }, policy: default }]
                """);

        assertThat(report.description())
                .startsWith("'cost/center' holds characters that Spring Boot would drop from a property name.");
        assertThat(report.action()).isEqualTo("Write it in brackets and quotes: \"[cost/center]\".");
    }

    @Test
    void tagsMayHoldDots() {
        Yaml.of("""
                signalbox:
                  models.m.deployments: ollama/a
                  rules: [{ when: { tags: { user.tier: gold } }, policy: default }]
                """)
                .runner()
                .run(context -> assertThat(context.getBean(Router.class)
                                .explain(Facts.tag("user.tier", "gold"))
                                .selection()
                                .rule())
                        .isEqualTo("rules[0]"));
    }

    @Test
    void policiesWithoutAnyModel() {
        Report report = Report.of("signalbox.guards: [{ require: { local: true } }]");

        assertThat(report.description())
                .startsWith("'signalbox.guards' is configured, but there is no model, so nothing would be routed.");
    }
}
