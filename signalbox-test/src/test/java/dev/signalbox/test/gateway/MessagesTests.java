package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Anthropic's messages, answered by models that speak otherwise. */
class MessagesTests {

    private static final String TOOLS = """
            "tools":[{"name":"weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}],
            "messages":[{"role":"user","content":"How is the weather?"}""";

    private static GatewayHouse house;

    @BeforeAll
    static void open() {
        house = GatewayHouse.with(
                "signalbox.gateway.keys.narrow.secret=sk-signalbox-narrow-000000",
                "signalbox.gateway.keys.narrow.models=cut",
                "signalbox.gateway.keys.once.secret=sk-signalbox-once-0000000",
                "signalbox.gateway.keys.once.requests-per-minute=1",
                "signalbox.gateway.keys.poor.secret=sk-signalbox-poor-0000000",
                "signalbox.gateway.keys.poor.budget=0.000001 USD",
                "signalbox.providers.sim.dialect=simulated",
                "signalbox.models.assistant.deployments[0].provider=sim",
                "signalbox.models.assistant.deployments[0].model-id=assistant",
                "signalbox.models.assistant.deployments[0].price.input=1",
                "signalbox.models.assistant.deployments[0].price.output=2",
                "signalbox.models.assistant.deployments[0].simulated.answers[0].after-tool=weather",
                "signalbox.models.assistant.deployments[0].simulated.answers[0].text=It says {tool-result}.",
                "signalbox.models.assistant.deployments[0].simulated.answers[1].contains=weather",
                "signalbox.models.assistant.deployments[0].simulated.answers[1].tool-call.tool=weather",
                "signalbox.models.assistant.deployments[0].simulated.answers[1].tool-call.arguments.city=Bergen",
                "signalbox.models.assistant.deployments[0].simulated.answers[2].contains=hello",
                "signalbox.models.assistant.deployments[0].simulated.answers[2].text=Hello from here.",
                "signalbox.models.broken.deployments[0].provider=sim",
                "signalbox.models.broken.deployments[0].model-id=broken",
                "signalbox.models.broken.deployments[0].simulated.failures[0].kind=server",
                "signalbox.models.limited.deployments[0].provider=sim",
                "signalbox.models.limited.deployments[0].model-id=limited",
                "signalbox.models.limited.deployments[0].simulated.failures[0].kind=rate-limited",
                "signalbox.models.limited.deployments[0].simulated.failures[0].retry-after=7s",
                "signalbox.models.cut.deployments[0].provider=sim",
                "signalbox.models.cut.deployments[0].model-id=cut",
                "signalbox.models.cut.deployments[0].price.input=1",
                "signalbox.models.cut.deployments[0].price.output=2",
                "signalbox.models.cut.deployments[0].simulated.failures[0].kind=cut",
                "signalbox.models.cut.deployments[0].simulated.failures[0].after-tokens=3",
                "signalbox.policies.routine.models=assistant");
    }

    @AfterAll
    static void shut() {
        house.close();
    }

    private static String asking(String model) {
        return """
                {"model":"%s","max_tokens":100,"messages":[{"role":"user","content":"hello"}]}""".formatted(model);
    }

    private static String streaming(String model) {
        return asking(model).replaceFirst("\\{", "{\"stream\":true,");
    }

    private static HttpResponse<String> ask(String body) {
        return ask(GatewayHouse.SECRET, body);
    }

    /** Shows the key as Anthropic's clients do. */
    private static HttpResponse<String> ask(String secret, String body) {
        return house.send(java.net.http.HttpRequest.newBuilder(house.uri("/v1/messages"))
                .header("x-api-key", secret)
                .header("anthropic-version", "2023-06-01")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static List<String> names(HttpResponse<String> response) {
        return response.body()
                .lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .toList();
    }

    private static List<JsonNode> events(HttpResponse<String> response) {
        return GatewayHouse.events(response).stream()
                .map(GatewayHouse.JSON::readTree)
                .toList();
    }

    /** The pieces of one kind, put together. */
    private static String pieces(HttpResponse<String> response, String field) {
        StringBuilder pieces = new StringBuilder();
        events(response)
                .forEach(event -> pieces.append(event.path("delta").path(field).asString("")));
        return pieces.toString();
    }

    private static void assertError(HttpResponse<String> response, int status, String type, String errorType) {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode told = GatewayHouse.json(response);
        assertThat(told.path("type").stringValue()).isEqualTo("error");
        assertThat(told.at("/error/type").stringValue()).isEqualTo(type);
        assertThat(told.at("/error/error_type").stringValue()).isEqualTo(errorType);
        assertThat(told.at("/error/message").stringValue()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant", "sim/assistant", "assistant:floor", "policy/routine", "signalbox/auto"})
    void aMessageIsAnswered(String model) {
        HttpResponse<String> response = ask(asking(model));

        JsonNode answer = GatewayHouse.json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(answer.path("id").stringValue())
                .startsWith("gen-")
                .isEqualTo(response.headers().firstValue("X-Generation-Id").orElseThrow());
        assertThat(answer.path("type").stringValue()).isEqualTo("message");
        assertThat(answer.path("role").stringValue()).isEqualTo("assistant");
        assertThat(answer.path("model").stringValue()).isEqualTo("sim/assistant");
        assertThat(answer.path("provider").stringValue()).isEqualTo("sim");
        assertThat(answer.path("content")).hasSize(1);
        assertThat(answer.at("/content/0/text").stringValue()).isEqualTo("Hello from here.");
        assertThat(answer.path("stop_reason").stringValue()).isEqualTo("end_turn");
        assertThat(answer.path("stop_sequence").isNull()).isTrue();
        assertThat(answer.at("/usage/input_tokens").intValue()).isPositive();
        assertThat(answer.at("/usage/output_tokens").intValue()).isPositive();
        assertThat(answer.at("/usage/cost").decimalValue()).isPositive();
    }

    @Test
    void aMessageComesPieceByPiece() {
        HttpResponse<String> response = ask(streaming("assistant"));

        List<String> names = names(response);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(names).startsWith("message_start", "content_block_start", "content_block_delta");
        assertThat(names).endsWith("content_block_stop", "message_delta", "message_stop");
        assertThat(events(response))
                .extracting(event -> event.path("type").stringValue())
                .isEqualTo(names);
        assertThat(pieces(response, "text")).isEqualTo("Hello from here.");
        JsonNode end = events(response).get(names.size() - 2);
        assertThat(end.at("/delta/stop_reason").stringValue()).isEqualTo("end_turn");
        assertThat(end.at("/usage/input_tokens").intValue()).isPositive();
        assertThat(end.at("/usage/cost").decimalValue()).isPositive();
    }

    @Test
    void toolsRun() {
        JsonNode call = GatewayHouse.json(ask("{\"model\":\"assistant\",\"max_tokens\":100," + TOOLS + "]}"));
        assertThat(call.path("stop_reason").stringValue()).isEqualTo("tool_use");
        JsonNode use = call.path("content").get(call.path("content").size() - 1);
        assertThat(use.path("type").stringValue()).isEqualTo("tool_use");
        assertThat(use.at("/input/city").stringValue()).isEqualTo("Bergen");

        JsonNode answer = GatewayHouse.json(ask("{\"model\":\"assistant\",\"max_tokens\":100," + TOOLS
                + ",{\"role\":\"assistant\",\"content\":" + call.path("content") + "},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":" + use.path("id")
                + ",\"content\":\"rain\"}]}]}"));

        assertThat(answer.at("/content/0/text").stringValue()).isEqualTo("It says rain.");
    }

    @Test
    void toolCallsComePieceByPiece() {
        HttpResponse<String> response =
                ask("{\"model\":\"assistant\",\"stream\":true,\"max_tokens\":100," + TOOLS + "]}");

        assertThat(GatewayHouse.JSON
                        .readTree(pieces(response, "partial_json"))
                        .path("city")
                        .stringValue())
                .isEqualTo("Bergen");
        assertThat(pieces(response, "stop_reason")).isEqualTo("tool_use");
        assertThat(names(response)).doesNotContain("error").endsWith("message_stop");
    }

    @Test
    void routingIsToldOnRequest() {
        JsonNode answer = GatewayHouse.json(house.send(house.request("/v1/messages")
                .header("X-Signalbox-Metadata", "enabled")
                .POST(BodyPublishers.ofString(asking("assistant")))
                .build()));

        assertThat(answer.at("/signalbox_metadata/attempts/0/model").stringValue())
                .isEqualTo("sim/assistant");
    }

    @Test
    void errorsHaveAnthropicsEnvelope() {
        assertError(ask("sk-wrong", asking("assistant")), 401, "authentication_error", "authentication");
        assertError(
                ask("sk-signalbox-narrow-000000", asking("assistant")), 403, "permission_error", "permission_denied");
        assertError(ask("sk-signalbox-poor-0000000", asking("assistant")), 402, "billing_error", "payment_required");
        assertError(ask(asking("unknown")), 404, "not_found_error", "not_found");
        assertError(
                ask(asking("assistant").replace("hello\"", "hello")), 400, "invalid_request_error", "invalid_request");
        assertError(ask(asking("assistant").replace("100", "0")), 400, "invalid_request_error", "invalid_request");
        assertError(house.get("/v1/messages"), 405, "invalid_request_error", "method_not_allowed");
    }

    @Test
    void limitsTellWhenToComeBack() {
        ask("sk-signalbox-once-0000000", asking("assistant"));

        HttpResponse<String> response = ask("sk-signalbox-once-0000000", asking("assistant"));

        assertError(response, 429, "rate_limit_error", "rate_limit_exceeded");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void failuresBeforeTheFirstPieceHaveTheirStatus() {
        assertError(ask(asking("broken")), 502, "api_error", "provider_unavailable");
        assertError(ask(streaming("broken")), 502, "api_error", "provider_unavailable");
        HttpResponse<String> limited = ask(streaming("limited"));
        assertError(limited, 429, "rate_limit_error", "rate_limit_exceeded");
        assertThat(limited.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void aStreamThatBreaksEndsWithAnError() {
        HttpResponse<String> response = ask(streaming("cut").replace("hello", "Tell me a long story."));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(names(response)).startsWith("message_start").endsWith("error");
        assertThat(names(response)).doesNotContain("message_delta", "message_stop");
        JsonNode error = events(response).get(names(response).size() - 1);
        assertThat(error.path("type").stringValue()).isEqualTo("error");
        assertThat(error.at("/error/error_type").stringValue()).isEqualTo("provider_unavailable");
    }

    @Test
    void serverToolsNeedAProviderThatHasThem() {
        HttpResponse<String> response = ask("""
                {"model":"assistant","max_tokens":100,"tools":[{"type":"web_search_20250305","name":"web_search"}],
                 "messages":[{"role":"user","content":"hello"}]}""");

        assertError(response, 404, "not_found_error", "not_found");
        assertThat(response.body()).contains("parameters");
    }
}
