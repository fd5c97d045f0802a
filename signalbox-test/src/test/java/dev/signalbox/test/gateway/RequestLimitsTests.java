package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gateway does not take, and how it says so. */
class RequestLimitsTests {

    private static GatewayHouse house;

    @BeforeAll
    static void open() {
        house = GatewayHouse.with(
                "signalbox.gateway.max-body-size=20KB",
                "signalbox.gateway.max-messages=3",
                "signalbox.gateway.max-depth=16",
                "signalbox.gateway.keys.spent.secret=sk-signalbox-spent-0000",
                "signalbox.gateway.keys.spent.budget=0.0000001 USD",
                "signalbox.gateway.keys.off.secret=sk-signalbox-off-000000",
                "signalbox.gateway.keys.off.disabled=true",
                "signalbox.gateway.keys.old.secret=sk-signalbox-old-000000",
                "signalbox.gateway.keys.old.expires-at=2020-01-01T00:00:00Z",
                "signalbox.gateway.keys.narrow.secret=sk-signalbox-narrow-000",
                "signalbox.gateway.keys.narrow.models=small",
                "signalbox.gateway.keys.narrow.policies=routine",
                "signalbox.providers.sim.dialect=simulated",
                "signalbox.models.small.deployments[0].provider=sim",
                "signalbox.models.small.deployments[0].model-id=small",
                "signalbox.models.small.deployments[0].price.input=1",
                "signalbox.models.small.deployments[0].price.output=1",
                "signalbox.models.large.deployments[0].provider=sim",
                "signalbox.models.large.deployments[0].model-id=large",
                "signalbox.policies.routine.models=large,small",
                "signalbox.policies.planning.models=large",
                "signalbox.default-policy=routine");
    }

    @AfterAll
    static void shut() {
        house.close();
    }

    private static void assertError(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(GatewayHouse.json(response).at("/error/code").intValue()).isEqualTo(status);
        assertThat(GatewayHouse.json(response).at("/error/metadata/error_type").stringValue())
                .isEqualTo(type);
    }

    @Test
    void aBodyMayBeTooLong() {
        String body = "{\"model\":\"small\",\"x\":\"" + "y".repeat(21_000) + "\"}";

        assertError(house.chat(body), 413, "payload_too_large");
        assertError(
                house.send(house.request("/v1/chat/completions")
                        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body)))
                        .build()),
                413,
                "payload_too_large");
    }

    @Test
    void jsonMayBeNestedTooDeep() {
        String body = "{\"model\":\"small\",\"x\":" + "[".repeat(20) + "]".repeat(20) + "}";

        assertError(house.chat(body), 400, "invalid_request");
    }

    @Test
    void thereMayBeTooManyMessages() {
        String message = "{\"role\":\"user\",\"content\":\"hello\"},";
        String body = "{\"model\":\"small\",\"messages\":[" + message.repeat(4).replaceAll(",$", "") + "]}";

        assertError(house.chat(body), 400, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [1]                                                                          | The body must be a JSON object.
                    {"model":                                                                    | The body is not JSON
                    {"model":7}                                                                  | 'model' must be a string.
                    {"model":"small"}                                                            | 'messages' must hold at least one message.
                    {"model":"small","messages":[{"role":"king"}]}                               | 'messages[0].role' must be
                    {"model":"small","messages":[{"role":"user","content":[{"type":7}]}]}        | 'messages[0].content[0].type' must be a string.
                    {"model":"small","messages":[{"role":"user","content":"x"}],"temperature":"hot"} | 'temperature' must be a number.
                    {"model":"small","messages":[{"role":"user","content":"x"}],"provider":{"sort":"beauty"}} | 'provider.sort' must be price, throughput or latency.
                    {"model":"small","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"file:///etc/hostname"}}]}]} | 'messages[0].content[0].image_url.url' must be a URL that begins with
                    {"model":"small","messages":[{"role":"user","content":"x"}],"provider":{"max_price":{"prompt":1e300000000}}} | 'provider.max_price.prompt' must be USD per million tokens
                    {"model":"small","messages":[{"role":"user","content":"x"}],"provider":{"data_collection":"denied"}} | 'provider.data_collection' must be allow or deny.
                    {"model":"small","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{}}]} | 'tools[0].function.name' must be a string.
                    """)
    void whatIsWrongIsNamed(String body, String message) {
        HttpResponse<String> response = house.chat(body);

        assertError(response, 400, "invalid_request");
        assertThat(GatewayHouse.json(response).at("/error/message").stringValue())
                .startsWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "sk-nobody-knows-this, 401, unknown",
        "sk-signalbox-off-000000, 401, disabled",
        "sk-signalbox-old-000000, 401, expired"
    })
    void keysAreRefusedForTheirOwnReason(String secret, int status, String reason) {
        HttpResponse<String> response = house.chat(secret, GatewayHouse.asking("small"));

        assertError(response, status, "authentication");
        assertThat(GatewayHouse.json(response).at("/error/metadata/reason").stringValue())
                .isEqualTo(reason);
        assertThat(response.body()).doesNotContain(secret);
    }

    @Test
    void aKeyMayHaveNothingLeft() {
        assertError(house.chat("sk-signalbox-spent-0000", GatewayHouse.asking("small")), 402, "payment_required");
    }

    @Test
    void aKeyMayBeNarrow() {
        String narrow = "sk-signalbox-narrow-000";

        HttpResponse<String> allowed = house.chat(narrow, GatewayHouse.asking("policy/routine"));

        assertThat(GatewayHouse.json(allowed).path("model").stringValue()).isEqualTo("sim/small");
        assertError(house.chat(narrow, GatewayHouse.asking("large")), 403, "permission_denied");
        assertError(house.chat(narrow, GatewayHouse.asking("sim/large")), 403, "permission_denied");
        assertError(house.chat(narrow, GatewayHouse.asking("policy/planning")), 403, "permission_denied");
        assertError(house.chat(narrow, GatewayHouse.asking("signalbox/auto")), 403, "permission_denied");
        String sneaky = GatewayHouse.asking("small").replaceFirst("\\{", "{\"models\":[\"large\"],");
        assertError(house.chat(narrow, sneaky), 403, "permission_denied");
    }

    @Test
    void aNarrowKeySeesOnlyItsModels() {
        HttpResponse<String> models = house.send(house.request("/v1/models")
                .setHeader("Authorization", "Bearer sk-signalbox-narrow-000")
                .build());

        assertThat(GatewayHouse.json(models).path("data").findValuesAsString("id"))
                .containsExactly("small", "policy/routine");
        assertThat(house.send(house.request("/v1/models/policy/routine/endpoints")
                                .setHeader("Authorization", "Bearer sk-signalbox-narrow-000")
                                .build())
                        .body())
                .contains("sim/small")
                .doesNotContain("sim/large");
        assertThat(house.chat("sk-signalbox-narrow-000", GatewayHouse.asking("sim/large"))
                        .body())
                .contains("does not allow 'sim/large'");
    }

    @Test
    void otherPathsAndMethodsAreNotThere() {
        assertError(house.get("/v1/chat/completions"), 405, "method_not_allowed");
        assertError(house.get("/v1/models/nothing"), 404, "not_found");
        assertThat(house.get("/v1/else").statusCode()).isEqualTo(404);
    }

    @Test
    void anUnknownModelIsTold() {
        HttpResponse<String> response = house.chat(GatewayHouse.asking("smal"));

        assertError(response, 404, "not_found");
        assertThat(GatewayHouse.json(response).at("/error/message").stringValue())
                .contains("Did you mean 'small'?");
    }
}
