package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the client and the provider speak Anthropic's dialect, nothing is lost between them. */
@Timeout(120)
class MessagesPassThroughTests {

    private static final String REQUEST = """
            {
              "model": "remote", "max_tokens": 3000,
              "system": [{"type": "text", "text": "Be short.", "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
              "messages": [
                {"role": "user", "content": [
                  {"type": "text", "text": "What is it?", "cache_control": {"type": "ephemeral"}},
                  {"type": "hologram", "hologram": {"depth": 1.50}}
                ]},
                {"role": "assistant", "content": [
                  {"type": "thinking", "thinking": "I look.", "signature": "c2ln"},
                  {"type": "redacted_thinking", "data": "xyz"},
                  {"type": "text", "text": "Let me look.", "citations": null},
                  {"type": "tool_use", "id": "toolu_1", "name": "look", "input": {"at": 2.0}, "caller": {"type": "direct"}}]},
                {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "is_error": false,
                  "content": [{"type": "image", "source": {"type": "file", "file_id": "f-1"}}]}]}
              ],
              "tools": [{"name": "look", "strict": true, "input_schema": {"$schema": "x", "type": "object", "properties": {}}},
                        {"type": "web_search_20250305", "name": "web_search", "max_uses": 2}],
              "tool_choice": {"type": "auto", "disable_parallel_tool_use": true},
              "thinking": {"type": "adaptive"}, "output_config": {"effort": "max"},
              "context_management": {"edits": [{"type": "clear_thinking_20251015"}]},
              "temperature": 1.0, "a_field_of_tomorrow": {"deep": [1, 2.0, null]}, "metadata": {"user_id": "anna"},
              "fallbacks": [{"model": "other"}], "provider": {"order": ["house"]}, "session_id": "s-1", "stream": %s
            }
            """;

    private static FakeProvider provider;
    private static GatewayHouse house;

    @BeforeAll
    static void open() {
        provider = FakeProvider.start();
        house = GatewayHouse.with(
                "signalbox.providers.house.dialect=anthropic",
                "signalbox.providers.house.base-url=" + provider.baseUrl("anthropic"),
                "signalbox.providers.house.api-key=secret-of-the-house",
                "signalbox.models.remote.deployments[0].provider=house",
                "signalbox.models.remote.deployments[0].model-id=claude-house-4-6",
                "signalbox.models.remote.deployments[0].price.input=1",
                "signalbox.models.remote.deployments[0].price.output=2",
                "signalbox.models.older.deployments[0].provider=house",
                "signalbox.models.older.deployments[0].model-id=claude-house-4",
                "signalbox.models.other.deployments[0].provider=house",
                "signalbox.models.other.deployments[0].model-id=other",
                "signalbox.policies.default.models=remote",
                "signalbox.policies.default.parameters.top-p=0.9",
                "signalbox.policies.planning.models=remote",
                "signalbox.policies.planning.parameters.reasoning-effort=low",
                "signalbox.policies.older.models=older",
                "signalbox.policies.older.parameters.reasoning-effort=high",
                "signalbox.default-policy=default");
    }

    @AfterAll
    static void shut() {
        house.close();
        provider.close();
    }

    @BeforeEach
    void clear() {
        provider.clear();
        house.router().endCooldown("house/claude-house-4-6");
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) GatewayHouse.JSON.readTree(json);
    }

    private static HttpResponse<String> ask(String body) {
        return house.post("/v1/messages", body);
    }

    private static String asking(String model, String more) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":100," + more
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    }

    private static JsonNode sent() {
        assertThat(provider.requests()).hasSize(1);
        return provider.requests().get(0).json();
    }

    @Test
    void theProviderGetsTheClientsOwnWords() {
        HttpResponse<String> response = ask(REQUEST.formatted(false));

        assertThat(response.statusCode()).isEqualTo(200);
        ObjectNode expected = object(REQUEST.formatted(false));
        expected.remove(List.of("fallbacks", "provider", "session_id"));
        expected.put("model", "claude-house-4-6");
        assertThat(sent()).isEqualTo(GatewayHouse.JSON.readTree(expected.toString()));
        assertThat(provider.requests().get(0).header("x-api-key")).isEqualTo("secret-of-the-house");
        assertThat(provider.requests().get(0).header("anthropic-version")).isNotBlank();
    }

    @Test
    void theProviderGetsTheClientsOwnWordsForAStream() {
        HttpResponse<String> response = ask(REQUEST.formatted(true));

        assertThat(response.statusCode()).isEqualTo(200);
        ObjectNode expected = object(REQUEST.formatted(true));
        expected.remove(List.of("fallbacks", "provider", "session_id"));
        expected.put("model", "claude-house-4-6");
        assertThat(sent()).isEqualTo(GatewayHouse.JSON.readTree(expected.toString()));
    }

    @Test
    void featuresInTrialAreAskedFor() {
        house.send(house.request("/v1/messages")
                .header("anthropic-beta", "context-1m-2025-08-07")
                .header("anthropic-beta", "files-api-2025-04-14")
                .POST(BodyPublishers.ofString(asking("remote", "")))
                .build());

        assertThat(provider.requests().get(0).header("anthropic-beta"))
                .isEqualTo("context-1m-2025-08-07,files-api-2025-04-14");
    }

    @Test
    void whatThePolicySetsIsAdded() {
        ask(asking("policy/default", ""));

        assertThat(sent().path("top_p").doubleValue()).isEqualTo(0.9);
        assertThat(sent().path("model").stringValue()).isEqualTo("claude-house-4-6");
    }

    @Test
    void whatTheClientSaysOfThinkingCountsMoreThanThePolicy() {
        ask(asking("policy/planning", "\"thinking\":{\"type\":\"disabled\"},\"output_config\":{\"effort\":\"high\"},"));

        assertThat(sent().path("thinking")).isEqualTo(object("{\"type\":\"disabled\"}"));
        assertThat(sent().path("output_config")).isEqualTo(object("{\"effort\":\"high\"}"));
    }

    @Test
    void thinkingThatThePolicyAsksForHasRoom() {
        ask(asking("policy/older", ""));

        assertThat(sent().at("/thinking/budget_tokens").intValue()).isEqualTo(16_384);
        assertThat(sent().path("max_tokens").intValue()).isEqualTo(16_484);
    }

    @Test
    void theClientGetsTheProvidersOwnWords() {
        String answer = """
                {"id":"msg_9","type":"message","role":"assistant","model":"claude-house-2026","container":{"id":"c"},"tomorrow":[1.50],
                 "content":[{"type":"thinking","thinking":"Hm.","signature":"c2ln"},
                   {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"duck"}},
                   {"type":"text","text":"A duck.","citations":[{"type":"web_search_result_location","url":"u"}]},
                   {"type":"tool_use","id":"toolu_1","name":"look","input":{"a": 1.0}}],
                 "stop_reason":"tool_use","stop_sequence":null,
                 "usage":{"input_tokens":10,"output_tokens":5,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,
                   "cache_creation":{"ephemeral_1h_input_tokens":0},"service_tier":"standard","server_tool_use":{"web_search_requests":1}}}
                """;
        provider.reply(FakeReply.raw(200, answer));

        ObjectNode got = object(ask(REQUEST.formatted(false)).body());

        assertThat(got.path("id").stringValue()).startsWith("gen-");
        ObjectNode expected = object(answer);
        expected.put("id", got.path("id").stringValue());
        expected.put("model", "house/claude-house-4-6").put("provider", "house");
        ObjectNode usage = (ObjectNode) expected.path("usage");
        usage.set("cost", got.path("usage").path("cost"));
        usage.put("is_byok", false).set("cost_details", got.path("usage").path("cost_details"));
        assertThat(got).isEqualTo(expected);
        assertThat(got.path("usage").path("cost").decimalValue()).isEqualByComparingTo("0.00002");
    }

    @Test
    void aStreamKeepsItsEvents() {
        provider.reply(FakeReply.raw(200, """
                        {"type":"ping"}

                        event: message_start
                        data: {"type":"message_start","message":{"id":"msg_9","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"tomorrow":1.50,"usage":{"input_tokens":10,"output_tokens":1,"service_tier":"standard"}}}

                        event: content_block_start
                        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"","citations":[]}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"A duck."}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"citations_delta","citation":{"url":"u"}}}

                        event: content_block_stop
                        data: {"type":"content_block_stop","index":0}

                        event: message_delta
                        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null,"container":null},"usage":{"output_tokens":5,"tomorrow":1}}

                        event: message_stop
                        data: {"type":"message_stop"}

                        """).header("Content-Type", "text/event-stream"));

        HttpResponse<String> response = ask(REQUEST.formatted(true));

        List<ObjectNode> events = GatewayHouse.events(response).stream()
                .map(event -> object(event))
                .toList();
        assertThat(events)
                .extracting(event -> event.path("type").stringValue())
                .containsExactly(
                        "ping",
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        JsonNode message = events.get(1).path("message");
        assertThat(message.path("id").stringValue()).startsWith("gen-");
        assertThat(message.path("model").stringValue()).isEqualTo("house/claude-house-4-6");
        assertThat(message.path("provider").stringValue()).isEqualTo("house");
        assertThat(response.body()).contains("\"tomorrow\":1.50,");
        assertThat(events.get(4).at("/delta/citation/url").stringValue()).isEqualTo("u");
        assertThat(events.get(6).path("delta").has("container")).isTrue();
        assertThat(events.get(6).at("/usage/tomorrow").intValue()).isEqualTo(1);
        assertThat(events.get(6).at("/usage/cost").decimalValue()).isEqualByComparingTo("0.00002");
        assertThat(response.body()).contains("event: ping\ndata: {\"type\":\"ping\"}\n\n");
    }

    @Test
    void thinkingAndToolsPassPieceByPiece() {
        provider.reply(
                FakeReply.text("I look.").thinking("Hm, a duck.", "c2ln").andToolCall("look", "{\"at\":\"it\"}"));

        HttpResponse<String> response = ask(REQUEST.formatted(true));

        assertThat(response.body())
                .containsSubsequence(
                        "\"type\":\"thinking_delta\"",
                        "\"type\":\"signature_delta\",\"signature\":\"c2ln\"",
                        "\"type\":\"text_delta\"",
                        "\"type\":\"input_json_delta\"",
                        "\"stop_reason\":\"tool_use\"",
                        "event: message_stop");
    }

    @Test
    void aStreamThatTellsAnErrorEndsWithOne() {
        provider.reply(FakeReply.text("one two three four").errorAfter(2, "the provider has had enough"));

        String body = ask(asking("remote", "\"stream\":true,")).body();

        assertThat(body).contains("two ").endsWith("}}\n\n");
        assertEndsWithOneError(body.lines().toList());
    }

    @Test
    void aStreamThatBreaksEndsWithOneError() throws Exception {
        provider.reply(FakeReply.text("one two three four").stallAfter(2));
        HttpResponse<Stream<String>> response = house.http()
                .send(
                        house.request("/v1/messages")
                                .POST(BodyPublishers.ofString(asking("remote", "\"stream\":true,")))
                                .build(),
                        BodyHandlers.ofLines());
        List<String> lines = new ArrayList<>();

        response.body().forEach(line -> {
            lines.add(line);
            if (line.contains("two ")) {
                provider.disconnect();
            }
        });

        assertThat(lines).anyMatch(line -> line.contains("two "));
        assertEndsWithOneError(lines);
    }

    private static void assertEndsWithOneError(List<String> lines) {
        assertThat(lines).containsOnlyOnce("event: error");
        assertThat(String.join("\n", lines)).doesNotContain("had enough", "message_stop", "three");
        String last = lines.get(lines.size() - 2);
        assertThat(lines.get(lines.size() - 1)).isEmpty();
        assertThat(object(last.substring("data: ".length())).at("/error/type").stringValue())
                .isEqualTo("api_error");
    }

    @Test
    void anErrorBeforeTheAnswerHasItsStatus() {
        provider.always(FakeReply.error(400, "invalid_request_error", "temperature must be below 1"));

        HttpResponse<String> response = ask(asking("remote", "\"stream\":true,"));

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode told = GatewayHouse.json(response);
        assertThat(told.path("type").stringValue()).isEqualTo("error");
        assertThat(told.at("/error/type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(told.at("/error/message").stringValue()).contains("temperature must be below 1");
        provider.always(FakeReply.text("fine"));
    }

    @Test
    void anotherModelAnswersWhereTheFirstFails() {
        provider.when(request -> request.model().equals("claude-house-4-6"), FakeReply.error(529));

        ObjectNode got = object(
                ask(asking("remote", "\"fallbacks\":[{\"model\":\"other\"}],")).body());

        assertThat(got.path("model").stringValue()).isEqualTo("house/other");
    }
}
