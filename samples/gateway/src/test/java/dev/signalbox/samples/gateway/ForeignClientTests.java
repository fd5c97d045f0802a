package dev.signalbox.samples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.samples.gateway.ForeignClient.Said;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every client finds at the gateway: at a model whose answers are translated, and at one whose bytes pass through. */
abstract class ForeignClientTests {

    private static final String KEY = "sk-signalbox-client";

    private final ForeignClient client;
    private final String limitedKey;

    ForeignClientTests(ForeignClient client, String limitedKey) {
        this.client = client;
        this.limitedKey = limitedKey;
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant", "relay", "policy/routine", "signalbox/auto"})
    void answersWithUsage(String model) {
        Said said = client.plain(KEY, model, "Say hello.");

        assertThat(said.text()).isEqualTo("Hello from Signalbox.");
        assertThat(said.inputTokens()).isNotNull().isPositive();
        assertThat(said.cost())
                .satisfiesAnyOf(
                        cost -> assertThat(cost).isNull(),
                        cost -> assertThat(cost).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant", "relay"})
    void streamsWithUsage(String model) {
        Said said = client.stream(KEY, model, "Say hello.");

        assertThat(said.text()).isEqualTo("Hello from Signalbox.");
        assertThat(said.inputTokens()).isNotNull().isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant", "relay"})
    void runsTools(String model) {
        assertThat(client.tools(KEY, model, false).text()).isEqualTo("The forecast says: rain in Bergen.");
        assertThat(client.tools(KEY, model, true).text()).isEqualTo("The forecast says: rain in Bergen.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant", "relay"})
    void answersByASchema(String model) throws Exception {
        JsonNode city =
                new ObjectMapper().readTree(client.structured(KEY, model).text());

        assertThat(city.path("name").isTextual()).isTrue();
        assertThat(city.path("inhabitants").isIntegralNumber()).isTrue();
    }

    @Test
    void listsModels() {
        List<String> models = client.models(KEY);

        assumeThat(models).isNotNull();
        assertThat(models).contains("assistant", "relay", "policy/routine");
    }

    @Test
    void tellsThatTheKeyIsWrong() {
        Throwable failure = catchThrowable(() -> client.plain("sk-wrong", "assistant", "Say hello."));

        assertThat(client.status(failure)).isEqualTo(401);
        assertThat(failure).hasMessageNotContaining("sk-wrong");
    }

    @Test
    void tellsThatTheRateLimitIsReached() {
        client.plain(limitedKey, "assistant", "Say hello.");

        Throwable failure = catchThrowable(() -> client.plain(limitedKey, "assistant", "Say hello."));

        assertThat(client.status(failure)).isEqualTo(429);
    }

    @Test
    void tellsThatTheBudgetIsUsedUp() {
        Throwable failure = catchThrowable(() -> client.plain("sk-signalbox-poor-one", "assistant", "Say hello."));

        assertThat(client.status(failure)).isEqualTo(402);
    }

    @Test
    void tellsThatTheProviderFails() {
        Throwable plain = catchThrowable(() -> client.plain(KEY, "broken", "Say hello."));
        Throwable stream = catchThrowable(() -> client.stream(KEY, "broken", "Say hello."));

        assertThat(client.status(plain)).isEqualTo(502);
        assertThat(client.status(stream)).isEqualTo(502);
    }

    @Test
    void tellsThatTheProviderLimits() {
        Throwable failure = catchThrowable(() -> client.plain(KEY, "limited", "Say hello."));

        assertThat(client.status(failure)).isEqualTo(429);
    }

    /** Each client in its own way. */
    @Test
    abstract void tellsThatAStreamBroke();
}
