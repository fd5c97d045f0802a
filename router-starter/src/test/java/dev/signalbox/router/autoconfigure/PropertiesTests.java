package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Hedge;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Requirement;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.provider.simulated.SimulatedFailureKind;
import dev.signalbox.router.provider.simulated.Simulation;
import dev.signalbox.router.resilience.CooldownSettings;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the properties mean. */
class PropertiesTests {

    private static RouterConfiguration read(String yaml) {
        return RouterConfiguration.read(Yaml.of(yaml).environment(), Set.of("openai", "simulated"));
    }

    private static Deployment deployment(String yaml) {
        return read(yaml).catalogue().deployments().iterator().next();
    }

    @Test
    void defaultsAreThoseOfTheCore() {
        RouterConfiguration configuration = read("""
                signalbox.models:
                  small.deployments: [ollama/a, { provider: simulated, model-id: b, simulated: {} }]
                """);

        Policy policy = configuration.policies().defaultPolicy();
        assertThat(policy).isEqualTo(Policy.of("default", "small"));
        assertThat(configuration.cooldowns()).isEqualTo(CooldownSettings.DEFAULT);
        assertThat(configuration.catalogue().deployment("ollama/a"))
                .hasValue(Deployment.of("ollama/a").build());
        assertThat(configuration.simulations()).containsExactly(Map.entry("simulated/b", Simulation.DEFAULT));
    }

    @Test
    void writtenPoliciesHaveTheDefaultsOfTheCore() {
        Policy policy = read("""
                signalbox:
                  models.small.deployments: ollama/a
                  policies.routine.models: small
                """).policies().defaultPolicy();

        assertThat(policy).isEqualTo(Policy.of("routine", "small"));
    }

    @Test
    void policiesSayWhatElseLeadsToAnotherAttempt() {
        Policy policy = read("""
                signalbox:
                  models.small.deployments: ollama/a
                  policies.routine:
                    models: small
                    across-models: true
                    fallback-on: [content-refused, truncated]
                    on-invalid-output: retry
                    on-broken-stream: continue
                    hedge: { percentile: 95, after: 2s, max: 2 }
                    sticky-session: 5m
                    unsupported-parameters: require
                """).policies().defaultPolicy();

        assertThat(policy.acrossModels()).isTrue();
        assertThat(policy.fallbacks())
                .isEqualTo(new Fallbacks(
                        Set.of(FailureKind.CONTENT_REFUSED, FailureKind.TRUNCATED),
                        InvalidOutput.RETRY,
                        BrokenStream.CONTINUE));
        assertThat(policy.hedge()).isEqualTo(new Hedge(Duration.ofSeconds(2), 95.0, 2));
        assertThat(policy.sticky()).isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.unsupportedParameters()).isEqualTo(Policy.UnsupportedParameters.REQUIRE);
    }

    @Test
    void deploymentsHaveManyParts() {
        Deployment deployment = deployment("""
                signalbox.models.small.deployments:
                  - id: tiny
                    provider: ollama
                    model-id: a/b:c
                    price:
                      { input: 0.5, output: 1.25, cached-input: 0.05, cache-write: 0.625,
                        tiers: [{ from: 200001, input: 1, output: 2, cached-input: 0.1 }] }
                    capabilities: [streaming, images]
                    context-length: 8192
                    output-length: 1024
                    weight: 3
                    local: true
                    region: eu
                    zero-data-retention: true
                    trains-on-data: false
                    quantization: fp8
                    parameters: { temperature: 0.2, stop-sequences: [x, y], custom: { top_a: 1, camelCase: 2 } }
                """);

        assertThat(deployment)
                .isEqualTo(Deployment.builder()
                        .id("tiny")
                        .provider("ollama")
                        .modelId("a/b:c")
                        .price(new Price(
                                500_000,
                                50_000,
                                625_000,
                                1_250_000,
                                List.of(new Price.Tier(200_001, new Price(1_000_000, 100_000, 2_000_000))),
                                null))
                        .capabilities(Set.of(Capability.STREAMING, Capability.IMAGES))
                        .contextLength(8192)
                        .outputLength(1024)
                        .weight(3)
                        .local(true)
                        .region("eu")
                        .zeroDataRetention(true)
                        .trainsOnData(false)
                        .quantization("fp8")
                        .parameters(Map.of(
                                "temperature", 0.2,
                                "stop-sequences", Map.of("0", "x", "1", "y"),
                                "custom", Map.of("top_a", 1, "camelCase", 2)))
                        .build());
    }

    @Test
    void deploymentsOfAModelMayBeOneLine() {
        assertThat(read("signalbox.models.small.deployments: ollama/a, ollama/b/c")
                        .catalogue()
                        .deployments())
                .extracting(Deployment::id)
                .containsExactly("ollama/a", "ollama/b/c");
    }

    @Test
    void aliasesMayHoldWhatNamesMayNot() {
        RouterConfiguration configuration =
                read("signalbox.models.small: { deployments: ollama/a, aliases: [openai/gpt-4.1, Tiny] }");

        assertThat(configuration.catalogue().names()).containsExactly("small", "openai/gpt-4.1", "Tiny");
    }

    @Test
    void capabilitiesAreThoseOfThePreset() {
        assertThat(deployment("signalbox.models.small.deployments: deepseek/a").capabilities())
                .containsExactlyInAnyOrder(Capability.STREAMING, Capability.TOOLS);
        assertThat(deployment("signalbox.models.small.deployments: simulated/a").capabilities())
                .containsExactlyInAnyOrder(Capability.STREAMING, Capability.TOOLS, Capability.JSON_SCHEMA);
    }

    @Test
    void policiesHaveManyParts() {
        Policy policy = read("""
                signalbox:
                  models: { a.deployments: ollama/a, b.deployments: ollama/b }
                  policies.routine:
                    models: [b, a]
                    strategy: weighted
                    parameters: { temperature: 0 }
                    timeout: { first-token: 3s, idle: 10s, total: 1m }
                    retry: { max: 1, back-off: 100ms, max-back-off: 1s, max-wait: 0s }
                    max-price: { input: 3, output: 5 }
                    require:
                      zero-data-retention: true
                      no-training: true
                      regions: [eu, ch]
                      providers: ollama
                      max-price: { output: 4 }
                """).policies().defaultPolicy();

        assertThat(policy)
                .isEqualTo(Policy.builder()
                        .name("routine")
                        .models(List.of("b", "a"))
                        .strategy("weighted")
                        .parameters(Map.of("temperature", 0))
                        .timeouts(new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofMinutes(1)))
                        .retries(new Retries(1, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ZERO))
                        .require(Requirement.builder()
                                .zeroDataRetention(true)
                                .noTraining(true)
                                .regions(Set.of("eu", "ch"))
                                .providers(Set.of("ollama"))
                                .maxPrice(new Price(3_000_000, Long.MAX_VALUE, 4_000_000))
                                .build())
                        .build());
    }

    @Test
    void conditionsTakeOneNameOrMany() {
        RouterConfiguration configuration = read("""
                signalbox:
                  models.m.deployments: ollama/a
                  policies: { p.models: m, q.models: m }
                  default-policy: q
                  rules:
                    - name: travel
                      when:
                        service: [TravelDesk, Booking*]
                        method: plan
                        tenant: acme
                        tags: { tier: gold }
                        needs: tools
                        max-input-tokens: 100
                      policy: p
                """);
        RequestFacts facts = RequestFacts.builder()
                .service("com.acme.BookingDesk")
                .method("plan")
                .tenant("acme")
                .tags(Map.of("tier", "gold", "x", "y"))
                .needs(Set.of(Capability.TOOLS))
                .inputTokens(100)
                .build();

        assertThat(configuration.policies().unnamed(facts).rule()).isEqualTo("travel");
        assertThat(configuration
                        .policies()
                        .unnamed(facts.toBuilder().inputTokens(101).build())
                        .rule())
                .isNull();
        assertThat(configuration
                        .policies()
                        .unnamed(facts.toBuilder().tenant("other").build())
                        .rule())
                .isNull();
        assertThat(configuration
                        .policies()
                        .unnamed(facts.toBuilder().service("Desk").build())
                        .rule())
                .isNull();
    }

    @Test
    void guardsRequireAndDeny() {
        RouterConfiguration configuration = read("""
                signalbox:
                  models.m.deployments:
                    - ollama/a
                    - simulated/b
                    - { id: c, provider: vllm, model-id: c, quantization: int4 }
                  guards:
                    - name: ours
                      when: { policy: "m*" }
                      require: { max-price: { input: 1 } }
                      deny: { providers: [deepseek], deployments: [simulated/b], quantizations: [int4] }
                """);
        RequestFacts facts = RequestFacts.builder().policy("m").build();

        assertThat(configuration.policies().guards(facts)).singleElement().satisfies(guard -> {
            assertThat(guard.name()).isEqualTo("ours");
            assertThat(guard.require().deniedProviders()).containsExactly("deepseek");
            assertThat(guard.require().unmetBy(deployment(configuration, "simulated/b"), 1))
                    .isEqualTo(Reason.DENIED);
            assertThat(guard.require().unmetBy(deployment(configuration, "c"), 1))
                    .isEqualTo(Reason.QUANTIZATION);
        });
        assertThat(configuration.policies().guards(RequestFacts.builder().build()))
                .isEmpty();
    }

    private static Deployment deployment(RouterConfiguration configuration, String id) {
        return configuration.catalogue().deployment(id).orElseThrow();
    }

    @Test
    void simulationsHaveManyParts() {
        Simulation simulation = read("""
                signalbox.models.m.deployments:
                  - provider: simulated
                    model-id: a
                    simulated:
                      latency: 200ms
                      latency-jitter: 0.5
                      tokens-per-second: 80
                      seed: 42
                      answers:
                        - { contains: hello, text: Hi }
                        - { matches: "weather in (\\\\w+)", tool-call: { tool: weather, arguments: { city: "{1}" } } }
                        - { after-tool: weather, json: { sunny: true, days: [1, 2] } }
                      failures:
                        - { kind: rate-limited, every: 3, retry-after: 2s }
                        - { kind: cut, first: 1, probability: 0.5, contains: x, after-tokens: 4 }
                        - { kind: timeout, after: 1s }
                """).simulations().get("simulated/a");

        assertThat(simulation.latency()).isEqualTo(Duration.ofMillis(200));
        assertThat(simulation.latencyJitter()).isEqualTo(0.5);
        assertThat(simulation.tokensPerSecond()).isEqualTo(80);
        assertThat(simulation.seed()).isEqualTo(42);
        assertThat(simulation.answers()).hasSize(3);
        assertThat(simulation.answers().get(1).toolCall().arguments()).isEqualTo("{\"city\":\"{1}\"}");
        assertThat(simulation.answers().get(2).json()).isEqualTo("{\"sunny\":true,\"days\":[1,2]}");
        assertThat(simulation.failures())
                .extracting(failure -> failure.kind())
                .containsExactly(
                        SimulatedFailureKind.RATE_LIMITED, SimulatedFailureKind.CUT, SimulatedFailureKind.TIMEOUT);
        assertThat(simulation.failures().get(0).retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theDefaultPolicyIsTheNamedOneOrTheOnlyOneOrTheOneOfThatName() {
        String models = "signalbox:\n  models.m.deployments: ollama/a\n  ";

        assertThat(read(models + "policies: { a.models: m, b.models: m }\n  default-policy: b")
                        .policies()
                        .defaultPolicy()
                        .name())
                .isEqualTo("b");
        assertThat(read(models + "policies: { a.models: m }")
                        .policies()
                        .defaultPolicy()
                        .name())
                .isEqualTo("a");
        assertThat(read(models + "policies: { a.models: m, default.models: m }")
                        .policies()
                        .defaultPolicy()
                        .name())
                .isEqualTo("default");
    }

    @Test
    void withoutPoliciesThereIsOneOfAllModels() {
        RouterConfiguration configuration = read("""
                signalbox:
                  models: { strong.deployments: ollama/a, small.deployments: ollama/b }
                  rules: [{ when: { user: x }, policy: default }]
                """);

        assertThat(configuration.policies().defaultPolicy()).isEqualTo(Policy.of("default", "strong", "small"));
    }
}
