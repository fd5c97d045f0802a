package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.RequestFacts;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What rules and guards can look at, as it is written. */
@ExtendWith(OutputCaptureExtension.class)
class RuleConditionTests {

    private static final String HOUSE = """
            signalbox:
              models: { small.deployments: simulated/a, strong: { deployments: simulated/b, aliases: openai/gpt-4.1 } }
              policies: { routine: { models: small }, planning: { models: strong } }
              default-policy: routine
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    { days: [monday], from: 08:00, to: 18:00 } | 2026-01-05T17:59:00Z | true
                    { days: [monday], from: 08:00, to: 18:00 } | 2026-01-05T18:00:00Z | false
                    { days: monday, from: 8:00, to: "18:00" } | 2026-01-05T08:00:00Z | true
                    { from: 22:00, to: 06:30 } | 2026-01-05T06:29:00Z | true
                    { from: 22:00, to: 06:30 } | 2026-01-05T06:30:00Z | false
                    { from: 22:15:30, to: 24:00 } | 2026-01-05T22:15:29Z | false
                    { from: 22:15:30, to: 24:00 } | 2026-01-05T22:15:30Z | true
                    { from: 18:00 } | 2026-01-05T23:59:59Z | true
                    { to: 18:00 } | 2026-01-05T00:00:00Z | true
                    { days: [saturday, sunday], zone: Asia/Tokyo } | 2026-01-09T15:00:00Z | true
                    { days: [saturday, sunday], zone: Asia/Tokyo } | 2026-01-09T14:59:59Z | false
                    """)
    void time(String time, Instant moment, boolean holds) {
        run("rules: [{ policy: planning, when: { time: " + time + " } }]", router -> {
            Decision decision =
                    router.explain(RequestFacts.builder().moment(moment).build());

            assertThat(decision.policy().name().equals("planning")).isEqualTo(holds);
            assertThat(decision.facts().moment()).isEqualTo(moment);
        });
    }

    @Test
    void shareOfSessions() {
        run("rules: [{ name: new, policy: planning, when: { share: 20 } }]", router -> {
            long chosen = IntStream.range(0, 10_000)
                    .mapToObj(session -> router.explain(Facts.session("s" + session)))
                    .filter(decision -> "new".equals(decision.selection().rule()))
                    .count();

            assertThat(chosen / 100.0).isCloseTo(20, Offset.offset(2.0));
        });
    }

    @Test
    void shareOfCallsThatSayNothing() {
        run("rules: [{ policy: planning, when: { share: 50 } }]", router -> {
            long chosen = IntStream.range(0, 1_000)
                    .mapToObj(call -> router.explain(Facts.none()))
                    .filter(decision -> decision.policy().name().equals("planning"))
                    .count();

            assertThat(chosen).isBetween(400L, 600L);
        });
    }

    @Test
    void tagsWithSeveralValues() {
        run("rules: [{ policy: planning, when: { tags: { tier: [gold, plat*], beta: '*' } } }]", router -> {
            assertThat(policy(router, Map.of("tier", "platinum", "beta", "x"))).isEqualTo("planning");
            assertThat(policy(router, Map.of("tier", "gold", "beta", ""))).isEqualTo("planning");
            assertThat(policy(router, Map.of("tier", "gold"))).isEqualTo("routine");
            assertThat(policy(router, Map.of("tier", "silver", "beta", "x"))).isEqualTo("routine");
        });
    }

    @Test
    void rolesAndRunsOfAgents() {
        String lines = """
                rules: [{ policy: planning, when: { agent: desk, role: [plan, review] } }]
                  guards: [{ name: g, when: { run: trip-*, expression: "step != 'free'" }, deny: { deployments: simulated/b } }]
                """;
        run(lines, router -> {
            CallFacts reviewing = Facts.agent("desk").role("review");

            assertThat(router.explain(reviewing).policy().name()).isEqualTo("planning");
            assertThat(router.explain(reviewing.role("work")).policy().name()).isEqualTo("routine");
            assertThat(router.explain(Facts.run("trip-1").step("s-1")).guards()).containsExactly("g");
            assertThat(router.explain(Facts.run("trip-1").step("free")).guards())
                    .isEmpty();
            assertThat(router.explain(Facts.run("tour-1").step("s-1")).guards()).isEmpty();
        });
    }

    private static String policy(Router router, Map<String, String> tags) {
        return router.explain(RequestFacts.builder().tags(tags).build())
                .policy()
                .name();
    }

    @Test
    void modelNamesAsCallersWriteThem() {
        run("guards: [{ name: g, when: { model: openai/* }, deny: { deployments: simulated/b } }]", router -> {
            assertThat(router.explain(asking("openai/gpt-4.1")).guards()).containsExactly("g");
            assertThat(router.explain(asking("strong")).guards()).isEmpty();
            assertThat(router.explain(asking(null)).guards()).isEmpty();
        });
    }

    private static ChatRequest asking(String model) {
        return ChatRequest.builder()
                .messages(UserMessage.from("Hi"))
                .modelName(model)
                .build();
    }

    @Test
    void saysWhyEarlierRulesDidNotMatch() {
        String rules = """
                rules:
                    - { policy: planning, name: big, when: { tenant: acme, min-input-tokens: 30000 } }
                    - { policy: planning, name: gold, when: { expression: "tags.tier == 'gold'" } }
                    - { policy: planning, name: acme, when: { tenant: acme } }
                    - { policy: planning, name: never asked, when: { user: ann } }
                """;
        run(rules, router -> {
            Decision decision = router.explain(Facts.tenant("acme"));

            assertThat(decision.selection().rule()).isEqualTo("acme");
            assertThat(router.policies().missed(decision))
                    .isEqualTo(Map.of("big", "min-input-tokens: 30000", "gold", "expression: tags.tier == 'gold'"));
            assertThat(router.policies().missed(router.explain(Facts.policy("strong"))))
                    .isEmpty();
        });
    }

    @Test
    void expressionsThatFailLeaveOutTheRuleAndKeepTheGuard(CapturedOutput output) {
        String lines = """
                rules: [{ policy: planning, when: &unsafe { expression: "inputTokens > 5 and tenant.startsWith('a')" } }]
                  guards: [{ name: g, when: *unsafe, deny: { deployments: simulated/a } }]
                """;
        run(lines, router -> {
            RequestFacts nobody = RequestFacts.builder().inputTokens(6).build();

            Decision decision = router.explain(nobody);
            router.explain(nobody);

            assertThat(decision.policy().name()).isEqualTo("routine");
            assertThat(decision.guards()).containsExactly("g");
            assertThat(decision.candidates()).isEmpty();
            assertThat(router.explain(nobody.toBuilder().tenant("acme").build())
                            .selection()
                            .rule())
                    .isEqualTo("rules[0]");
            assertThat(output)
                    .containsOnlyOnce("The condition of rule 'rules[0]' has failed for a call, so it does not match")
                    .containsOnlyOnce("The condition of guard 'g' has failed for a call, so it applies");
        });
    }

    private static void run(String lines, Consumer<Router> test) {
        Yaml.of(HOUSE + "  " + lines).runner().run(context -> test.accept(context.getBean(Router.class)));
    }
}
