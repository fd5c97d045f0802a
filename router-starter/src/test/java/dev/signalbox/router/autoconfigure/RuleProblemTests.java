package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and guards that cannot be meant. */
class RuleProblemTests {

    private static final String HOUSE = """
            signalbox:
              models:
                small.deployments: [{ provider: ollama, model-id: a, capabilities: [tools], context-length: 8000 }]
                large.deployments: [{ provider: ollama, model-id: b, capabilities: [tools, images] }]
              policies: { routine: { models: small }, planning: { models: [small, large] } }
              default-policy: routine
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    min-input-tokens: 9, max-input-tokens: 8 | min-input-tokens | 'signalbox.rules[0].when' can never hold: min
                    max-input-tokens: 0 | max-input-tokens | 'signalbox.rules[0].when.max-input-tokens' is 0. It must be at
                    min-input-tokens: -1 | min-input-tokens | 'signalbox.rules[0].when.min-input-tokens' is -1. It must be at
                    policy: routine | policy | A rule chooses only where nobody named a policy, so 'when.policy' would never
                    model: gpt-4.1 | model | A rule chooses only where nobody named a policy or model, so 'when.model' would
                    share: 0 | share | The share is 0.0. It must be above 0 and at most 100, in percent.
                    share: 101 | share | The share is 101.0. It must be above 0 and at most 100
                    time: { from: "08:00", to: "08:00" } | time | 'signalbox.rules[0].when.time' can never hold: it ends when
                    time: { from: "00:00", to: "00:00" } | time | 'signalbox.rules[0].when.time' can never hold: it ends when
                    time: { zone: Europe/Berlin } | time | 'signalbox.rules[0].when.time' names neither days nor hours, so it
                    time: { from: 8 am } | time.from | 'signalbox.rules[0].when.time.from' is '8 am'. It must be a time of
                    time: { to: "24:30" } | time.to | 'signalbox.rules[0].when.time.to' is '24:30'. It must be a time of day
                    time: { to: "99999" } | time.to | 'signalbox.rules[0].when.time.to' is '99999'. It must be a time of day
                    time: { days: [mondy] } | time.days[0] | 'mondy' is none of the values. Did you mean 'monday'?
                    time: { days: [monday], zone: Europe/Berln } | time.zone | 'Europe/Berln' is not a time zone. Did you mean
                    needs: [image] | needs[0] | 'image' is none of the values. Did you mean 'images'?
                    tags: { tier: [] } | tags.tier | 'signalbox.rules[0].when.tags.tier' is missing.
                    needs: [images, tools] | needs | Whatever this rule chooses fails: no deployment of the policy 'routine'
                    needs: [video] | needs | no deployment of the policy 'routine' can do all of that (video).
                    min-input-tokens: 8001 | min-input-tokens | no deployment of the policy 'routine' has a context-length as
                    expression: "tagz.tier == 'gold'" | expression | 'signalbox.rules[0].when.expression' cannot be used. At
                    expression: "tagz.tier == 'gold'" | expression | At character 1: 'tagz' is none of the facts. Did you mean
                    expression: "policy == 'a'" | expression | At character 1: 'policy' is none of the facts.
                    expression: "inputTokens" | expression | 'inputTokens' is a number. It must be true or false.
                    """)
    void inRules(String when, String property, String text) {
        Report report = Report.of(HOUSE + "  rules: [{ policy: routine, when: { " + when + " } }]");

        assertThat(report.description()).contains(text).contains("Property: signalbox.rules[0].when." + property);
        assertThat(report.action()).isNotEmpty();
    }

    @Test
    void inExpressions() {
        Report report = Report.of(HOUSE + """
                  guards: [{ require: { local: true }, when: { expression: "tenant == 'acme' and need.tools" } }]
                """);

        assertThat(report.description())
                .startsWith(
                        "'signalbox.guards[0].when.expression' cannot be used. At character 22: 'need' is none of the"
                                + " facts. Did you mean 'needs'? Known facts: policy, model, service, method, agent, role, tenant, user,"
                                + " key, session, run, step, inputTokens, maxOutputTokens, tags, needs.")
                .contains("Property: signalbox.guards[0].when.expression", "Value: tenant == 'acme' and need.tools");
        assertThat(report.action())
                .isEqualTo("Correct the expression, for example: tags['tier'] == 'gold' and needs.tools");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    { } | { tenant: acme } | has no condition
                    { tenant: acme } | { tenant: acme } | has the same condition
                    { tenant: [acme, initech] } | { tenant: acme } | holds whenever this one does
                    { tenant: "ac*" } | { tenant: [acme, ac, "acm*"], user: ann } | holds whenever this one does
                    { min-input-tokens: 100 } | { min-input-tokens: 200 } | holds whenever this one does
                    { max-input-tokens: 200 } | { min-input-tokens: 100, max-input-tokens: 200 } | holds whenever this one does
                    { needs: tools } | { needs: [images, tools] } | holds whenever this one does
                    { tags: { tier: "*" } } | { tags: { tier: gold, data: pii } } | holds whenever this one does
                    { share: 100 } | { share: 10 } | holds whenever this one does
                    { time: { days: monday } } | { time: { days: monday }, user: ann } | holds whenever this one does
                    { expression: needs.pdf } | { expression: needs.pdf, user: ann } | holds whenever this one does
                    """)
    void inTheOrderOfRules(String first, String second, String reason) {
        Report report = Report.of(HOUSE + """
                  rules:
                    - { policy: planning, when: { user: bob } }
                    - { policy: planning, when: %s }
                    - { policy: planning, when: %s }
                """.formatted(first, second));

        assertThat(report.description())
                .startsWith("This rule can never choose: the one before it, 'signalbox.rules[1]', " + reason
                        + ", and the first that matches chooses.")
                .contains("Property: signalbox.rules[2]");
        assertThat(report.action()).isEqualTo("Move it before that one, or remove one of them.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    { share: 10 } | { share: 10 }
                    { tenant: acme } | { tenant: "acme*" }
                    { tenant: acme, user: ann } | { tenant: acme }
                    { tenant: acme } | { user: ann }
                    { min-input-tokens: 200 } | { min-input-tokens: 100 }
                    { max-input-tokens: 200 } | { min-input-tokens: 100 }
                    { needs: [tools, images] } | { needs: tools }
                    { tags: { tier: gold } } | { tags: { tier: [gold, silver] } }
                    { time: { days: monday } } | { user: ann }
                    { expression: needs.pdf } | { expression: needs.video }
                    """)
    void butNotWhereTheSecondMayStillChoose(String first, String second) {
        Yaml yaml = Yaml.of(HOUSE + """
                  rules:
                    - { policy: planning, when: %s }
                    - { policy: planning, when: %s }
                """.formatted(first, second));

        yaml.runner().run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void inGuardsThatLeaveAPolicyNothing() {
        Report report = Report.of(HOUSE + "  guards: [{ name: house, require: { local: true } }]");

        assertThat(report.description())
                .startsWith("The policy 'routine' has no usable deployment: ollama/a (not local: guard house).")
                .contains("Property: signalbox.policies.routine");
    }

    @Test
    void inPoliciesThatLeaveThemselvesNothing() {
        Report report = Report.of(
                "signalbox:\n  models.m.deployments: ollama/a\n  policies.p: { models: m, max-price: { input: 1 } }");

        assertThat(report.description())
                .startsWith("The policy 'p' has no usable deployment: ollama/a (price: policy p).");
    }
}
