package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Keys that were made over HTTP are kept within their limits. */
class KeyLimitTests {

    @TempDir
    private static Path folder;

    private static KeyDesk desk;

    @BeforeAll
    static void open() {
        desk = KeyDesk.in(
                folder,
                "signalbox.models.endless.deployments[0].provider=sim",
                "signalbox.models.endless.deployments[0].model-id=endless",
                "signalbox.models.endless.deployments[0].price.input=1",
                "signalbox.models.endless.deployments[0].price.output=1",
                "signalbox.models.endless.deployments[0].simulated.tokens-per-second=1");
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static void assertError(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(GatewayHouse.json(response).at("/error/metadata/error_type").asString())
                .isEqualTo(type);
    }

    @Test
    void aKeyStaysWithinItsBudget() {
        String secret = desk.made("{\"name\":\"poor\",\"limit\":0.0000001,\"limit_reset\":\"daily\"}");

        assertError(desk.chat(secret), 402, "payment_required");

        desk.patch("poor", "{\"limit\":5}");
        assertThat(desk.chat(secret).statusCode()).isEqualTo(200);
        JsonNode key = desk.key("poor");
        assertThat(key.path("limit").decimalValue()).isEqualByComparingTo("5");
        assertThat(key.path("limit_reset").asString()).isEqualTo("daily");
        assertThat(key.path("limit_remaining").decimalValue())
                .isLessThan(new BigDecimal(5))
                .isGreaterThan(new BigDecimal("4.9"));
        assertThat(key.path("budget").asString()).isEqualTo("5 USD");
        assertThat(key.path("budget_window").asString()).isEqualTo("day");
    }

    @Test
    void aBudgetMayBeTokens() {
        String secret = desk.made("{\"name\":\"few\",\"budget\":\"1 tokens\",\"budget_window\":\"7d\"}");

        assertError(desk.chat(secret), 402, "payment_required");

        assertThat(desk.key("few").path("limit").isNull()).isTrue();
        desk.patch("few", "{\"budget\":null}");
        assertThat(desk.chat(secret).statusCode()).isEqualTo(200);
        assertThat(desk.key("few").path("budget_window").isNull()).isTrue();
    }

    @Test
    void aBudgetComesBackWhenItsWindowHasPassed() {
        String secret = desk.made("{\"name\":\"daily\",\"limit\":2,\"limit_reset\":\"daily\"}");
        desk.chat(secret);
        assertThat(desk.key("daily").path("limit_remaining").decimalValue()).isLessThan(new BigDecimal(2));

        desk.advance(Duration.ofDays(1));

        assertThat(desk.key("daily").path("limit_remaining").decimalValue()).isEqualByComparingTo("2");
    }

    @Test
    void aKeyStaysWithinItsRequestsPerMinute() {
        String secret = desk.made("{\"name\":\"slow\",\"requests_per_minute\":1}");
        assertThat(desk.chat(secret).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = desk.chat(secret);

        assertError(refused, 429, "rate_limit_exceeded");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        desk.patch("slow", "{\"requests_per_minute\":null}");
        assertThat(desk.chat(secret).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyStaysWithinItsTokensPerMinute() {
        String secret = desk.made("{\"name\":\"brief\",\"tokens_per_minute\":1}");
        desk.chat(secret);

        assertError(desk.chat(secret), 429, "rate_limit_exceeded");
    }

    @Test
    void aKeyStaysWithinItsRequestsAtTheSameTime() throws Exception {
        String secret = desk.made("{\"name\":\"single\",\"concurrency\":1}");
        HttpRequest stream = desk.house()
                .request("/v1/chat/completions")
                .setHeader("Authorization", "Bearer " + secret)
                .POST(BodyPublishers.ofString(GatewayHouse.streaming("endless")))
                .build();

        HttpResponse<InputStream> underWay = desk.house().http().send(stream, BodyHandlers.ofInputStream());

        try (InputStream events = underWay.body()) {
            assertThat(events.read()).isNotNegative();
            assertError(desk.chat(secret), 429, "rate_limit_exceeded");
            desk.patch("single", "{\"concurrency\":2}");
            assertThat(desk.chat(secret).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aKeyUsesItsPoliciesOnly() {
        String secret = desk.made("{\"name\":\"narrow\",\"policies\":[\"routine\"]}");

        assertThat(desk.chat(secret, "policy/routine").statusCode()).isEqualTo(200);
        assertError(desk.chat(secret, "policy/planning"), 403, "permission_denied");
        assertError(desk.chat(secret, "signalbox/auto"), 403, "permission_denied");
        desk.patch("narrow", "{\"policies\":[\"routine\",\"auto\"]}");
        assertThat(desk.chat(secret, "signalbox/auto").statusCode()).isEqualTo(200);
        desk.patch("narrow", "{\"policies\":null}");
        assertThat(desk.chat(secret, "policy/planning").statusCode()).isEqualTo(200);
    }
}
