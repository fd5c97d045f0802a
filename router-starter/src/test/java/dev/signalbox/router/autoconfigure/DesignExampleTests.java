package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySource;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.RequestFacts;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DesignExampleTests {

    private static final String EXAMPLE = """
            signalbox:
              providers:
                anthropic.api-key: ${ANTHROPIC_API_KEY:}
                openrouter.api-key: ${OPENROUTER_API_KEY:}        # a preset: dialect openai, its base URL
                in-house: { dialect: openai, base-url: "http://10.0.0.7:8000/v1" }
              models:
                strong.deployments: [anthropic/claude-sonnet-4-6, openrouter/anthropic/claude-sonnet-4-6]
                small:
                  deployments:
                    - ollama/llama3.2
                    - { provider: in-house, model-id: qwen3-8b, price: { input: 0.05, output: 0.10 }, local: true }
              policies:
                planning: { models: [strong], parameters: { reasoning-effort: high } }
                routine:  { models: [small, strong], strategy: lowest-cost, timeout: { first-token: 3s, total: 30s } }
              rules:                                               # choose, where nothing was named; first match wins
                - { when: { min-input-tokens: 30000 }, policy: planning }
                - { when: { expression: "tags['tier'] == 'gold' and needs.tools" }, policy: planning }
              guards:                                              # constrain, always, all of them; fail closed
                - { when: { tags: { data: pii } }, require: { local: true } }
              default-policy: routine
              budgets:
                tenant-day: { per: tenant, limit: 20 USD, window: 1d, on-limit: degrade }
            """;

    private final ApplicationContextRunner contextRunner = new Yaml(
                    EXAMPLE, Map.of("OPENROUTER_API_KEY", "or-secret", "ANTHROPIC_API_KEY", "an-secret"))
            .runner()
            .withBean(EchoDialect.class, () -> new EchoDialect("anthropic"));

    @Test
    void becomesModelsAndDeployments() {
        contextRunner.run(context -> {
            Router router = context.getBean(Router.class);

            assertThat(router.catalogue().deployments())
                    .extracting(Deployment::id)
                    .containsExactly(
                            "anthropic/claude-sonnet-4-6",
                            "openrouter/anthropic/claude-sonnet-4-6",
                            "ollama/llama3.2",
                            "in-house/qwen3-8b");
            Deployment own = router.catalogue().deployment("in-house/qwen3-8b").orElseThrow();
            assertThat(own.price()).isEqualTo(Price.perMillion("0.05", "0.10"));
            assertThat(own.local()).isTrue();
        });
    }

    @Test
    void becomesPolicies() {
        contextRunner.run(context -> {
            Policy routine = context.getBean(Router.class).policies().defaultPolicy();

            assertThat(routine.name()).isEqualTo("routine");
            assertThat(routine.models()).containsExactly("small", "strong");
            assertThat(routine.strategy()).isEqualTo("lowest-cost");
            assertThat(routine.timeouts().firstToken()).isEqualTo(Duration.ofSeconds(3));
            assertThat(routine.timeouts().idle()).isEqualTo(Duration.ofMinutes(2));
            assertThat(routine.timeouts().total()).isEqualTo(Duration.ofSeconds(30));
        });
    }

    @Test
    void routesBySizeAndKeepsPersonalDataInTheHouse() {
        contextRunner.run(context -> {
            Router router = context.getBean(Router.class);

            Decision large =
                    router.explain(RequestFacts.builder().inputTokens(30_000).build());
            Decision personal = router.explain(Facts.tag("data", "pii"));

            assertThat(large.selection().policy().name()).isEqualTo("planning");
            assertThat(large.selection().rule()).isEqualTo("rules[0]");
            assertThat(personal.candidates()).extracting(Candidate::toString).containsExactly("in-house/qwen3-8b");
            assertThat(personal.guards()).containsExactly("guards[0]");
        });
    }

    @Test
    void routesByExpression() {
        contextRunner.run(context -> {
            Router router = context.getBean(Router.class);
            RequestFacts gold = RequestFacts.of(Facts.tag("tier", "gold"));

            Decision withTools = router.explain(
                    gold.toBuilder().needs(Set.of(Capability.TOOLS)).build());
            Decision without = router.explain(gold);

            assertThat(withTools.selection().rule()).isEqualTo("rules[1]");
            assertThat(without.selection().source()).isEqualTo(PolicySource.DEFAULT);
        });
    }

    @Test
    void leavesOutWhatHasNoKey() {
        Yaml.of(EXAMPLE)
                .with("ANTHROPIC_API_KEY", "an-secret")
                .runner()
                .run(context -> assertThat(context.getBean(Router.class)
                                .explain(Facts.policy("strong"))
                                .exclusions())
                        .singleElement()
                        .satisfies(exclusion -> {
                            assertThat(exclusion.reason()).isEqualTo(Reason.NO_KEY);
                            assertThat(exclusion.detail())
                                    .isEqualTo("set signalbox.providers.openrouter.api-key or OPENROUTER_API_KEY");
                        }));
    }

    @Test
    void answersCalls() {
        contextRunner.run(context -> assertThat(context.getBean(ChatModel.class)
                        .chat(ChatRequest.builder()
                                .messages(UserMessage.from("Hi"))
                                .modelName("strong")
                                .build())
                        .aiMessage()
                        .text())
                .isEqualTo("anthropic/claude-sonnet-4-6"));
    }
}
