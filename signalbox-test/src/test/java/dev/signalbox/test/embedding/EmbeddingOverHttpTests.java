package dev.signalbox.test.embedding;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.signalbox.router.BudgetExceededException;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.execution.Embeddings;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerGrain;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.router.usage.LedgerTotal;
import dev.signalbox.test.gateway.GatewayHouse;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings, from the routed model to the provider and back. */
class EmbeddingOverHttpTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> TEXTS = List.of("red apple", "blue sea");

    private static final FakeProvider FIRST = FakeProvider.start();
    private static final FakeProvider SECOND = FakeProvider.start();
    private static GatewayHouse house;

    @BeforeAll
    static void open() {
        List<String> properties = new ArrayList<>(List.of(
                "signalbox.providers.second.dialect=openai",
                "signalbox.providers.second.base-url=" + SECOND.baseUrl(),
                "signalbox.models.strong.deployments=simulated/strong",
                "signalbox.policies.hasty.models=openai",
                "signalbox.policies.hasty.timeout.total=2s",
                "signalbox.budgets.day.policies=openai",
                "signalbox.budgets.day.per=tenant",
                "signalbox.budgets.day.limit=0.000001 USD",
                "signalbox.budgets.day.window=1d",
                "signalbox.budgets.day.on-limit=refuse"));
        for (String dialect : List.of("openai", "mistral-ai", "ollama", "google-ai-gemini")) {
            String provider = "signalbox.providers.at-" + dialect;
            String model = "signalbox.models." + dialect;
            properties.addAll(List.of(
                    provider + ".dialect=" + dialect,
                    provider + ".base-url=" + FIRST.baseUrl(dialect),
                    provider + ".api-keys=one,two",
                    model + ".kind=embedding",
                    model + ".deployments[0].provider=at-" + dialect,
                    model + ".deployments[0].model-id=embed-1",
                    model + ".deployments[0].price.input=0.10",
                    model + ".deployments[1].provider=second",
                    model + ".deployments[1].model-id=embed-1",
                    model + ".deployments[1].price.input=0.20"));
        }
        house = GatewayHouse.with(properties.toArray(String[]::new));
    }

    @AfterAll
    static void shut() {
        house.close();
        FIRST.close();
        SECOND.close();
    }

    @BeforeEach
    void clear() {
        FIRST.clear();
        SECOND.clear();
        house.router()
                .status()
                .forEach(each -> house.router().endCooldown(each.deployment().id()));
    }

    private static RoutedAnswer embed() {
        return embed("openai", null);
    }

    private static RoutedAnswer embed(String model, @Nullable Integer dimensions) {
        return house.router().embed(TEXTS, dimensions, Facts.policy(model), CallWatch.NONE);
    }

    private static List<Integer> lengths(RoutedAnswer answer) {
        return Embeddings.embeddings(answer.response()).stream()
                .map(Embedding::dimension)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"openai, false", "mistral-ai, false", "ollama, false", "google-ai-gemini, true"})
    void answersInEveryDialectThatHasThem(String dialect, boolean estimated) {
        EmbeddingModel model = house.router().embeddingPolicy(dialect);

        RoutedAnswer usual = embed(dialect, null);

        assertThat(lengths(usual)).containsExactly(8, 8);
        assertThat(lengths(embed(dialect, 3))).containsExactly(3, 3);
        assertThat(Embeddings.embeddings(usual.response()).get(1))
                .isEqualTo(model.embed("blue sea").content())
                .isNotEqualTo(Embeddings.embeddings(usual.response()).get(0));
        assertThat(usual.call()).answeredBy("at-" + dialect + "/embed-1");
        assertThat(usual.call().usage().estimated()).isEqualTo(estimated);
        assertThat(usual.call().usage().input()).isPositive();
        assertThat(usual.call().usage().output()).isZero();
        assertThat(FIRST.requests()).allSatisfy(request -> {
            assertThat(request.dialect()).isEqualTo(dialect);
            assertThat(request.model()).isEqualTo("embed-1");
            assertThat(request.lastUserText()).isEqualTo("blue sea");
        });
    }

    @Test
    void fallsBackToTheNextDeployment() {
        FIRST.always(FakeReply.error(500));

        RoutedAnswer answer = embed();

        assertThat(lengths(answer)).containsExactly(8, 8);
        assertThat(answer.call()).after(FailureKind.SERVER).answeredBy("second/embed-1");
    }

    @Test
    void takesTheNextKeyAndLeavesARateLimitedDeploymentAlone() {
        FIRST.when(
                request -> "Bearer one".equals(request.header("Authorization")),
                FakeReply.rateLimited(Duration.ofSeconds(30)));

        assertThat(embed().call()).answeredBy("at-openai/embed-1");
        FIRST.always(FakeReply.rateLimited(Duration.ofSeconds(30)));
        assertThat(embed().call()).answeredBy("second/embed-1");
        int seen = FIRST.requestCount();

        assertThat(embed().call()).answeredBy("second/embed-1");
        assertThat(FIRST.requestCount()).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"object":"list","data":[],"model":"embed-1","usage":{"prompt_tokens":1,"total_tokens":1}}""", """
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[1]}],"model":"embed-1"}""", "not json", """
                {"error":{"code":502,"message":"upstream is gone"}}"""})
    void anAnswerWithoutAVectorForEachTextIsNone(String body) {
        FIRST.always(FakeReply.raw(200, body));

        assertThat(embed().call()).answeredBy("second/embed-1");
    }

    @Test
    void aDeploymentThatIgnoresTheLengthMakesRoomForTheNext() {
        FIRST.always(FakeReply.raw(200, """
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[1]},
                {"object":"embedding","index":1,"embedding":[1]}],"model":"embed-1"}"""));

        RoutedAnswer answer = embed("openai", 3);

        assertThat(answer.call()).after(FailureKind.INVALID_OUTPUT).answeredBy("second/embed-1");
        assertThat(lengths(answer)).containsExactly(3, 3);
    }

    @Test
    void countsInBudgetsAndTheLedger() {
        CallFacts acme = Facts.policy("openai").tenant("acme");
        FIRST.always(FakeReply.text("vectors").usage(7, 0));

        RoutedAnswer answer = house.router().embed(TEXTS, null, acme, CallWatch.NONE);

        assertThat(answer.call()).usage(7, 0).cost("0.0000007");
        assertThatThrownBy(() -> house.router().embed(TEXTS, null, acme, CallWatch.NONE))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(recorded("acme").usage().input()).isEqualTo(7);
    }

    /** The attempts made for a tenant; records are written behind the calls. */
    private static LedgerTotal recorded(String tenant) {
        LedgerQuery attempts = LedgerQuery.builder()
                .grain(LedgerGrain.ATTEMPT)
                .where(new LedgerDimension(LedgerDimension.Fact.TENANT, null), tenant)
                .build();
        return await().atMost(PATIENCE)
                .until(
                        () -> house.bean(Ledger.class)
                                .totals(attempts, List.of(), ZoneOffset.UTC, 1)
                                .get(0),
                        total -> total.count() > 0);
    }

    @Test
    void abortsTheRequestAtTheDeadline() {
        EmbeddingModel hasty = house.router().embeddingPolicy("hasty");
        FIRST.hold();

        assertThatThrownBy(() -> hasty.embed("hello")).isInstanceOf(TimeoutException.class);

        FIRST.awaitAborted(FIRST.requestCount(), PATIENCE); // a short time may be over before it is sent
    }

    @Test
    void isMeasuredAsWhatItIs() {
        embed("ollama", null);

        assertThat(house.bean(MeterRegistry.class)
                        .get("gen_ai.client.operation.duration")
                        .tag("gen_ai.operation.name", "embeddings")
                        .tag("signalbox.deployment", "at-ollama/embed-1")
                        .timers())
                .isNotEmpty();
    }
}
