package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the client and the provider speak OpenAI's dialect, nothing is lost between them that LangChain4j does not know. */
class PassThroughTests {

    private static final String REQUEST = """
            {
              "model": "remote",
              "messages": [
                {"role": "system", "content": [{"type": "text", "text": "Be short.", "cache_control": {"type": "ephemeral"}}]},
                {"role": "user", "content": [
                  {"type": "text", "text": "What is it?"},
                  {"type": "hologram", "hologram": {"depth": 1.50}}
                ]},
                {"role": "assistant", "content": null, "reasoning_details": [{"type": "reasoning.encrypted", "data": "xyz", "index": 0}],
                 "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "look", "arguments": "{}"}}]},
                {"role": "tool", "tool_call_id": "call_1", "content": "a duck"}
              ],
              "tools": [{"type": "function", "function": {"name": "look", "strict": true, "parameters": {"$schema": "x", "type": "object", "properties": {}}}}],
              "n": 2, "logprobs": true, "top_logprobs": 3, "logit_bias": {"50256": -100}, "seed": 12345678901,
              "temperature": 0.10, "a_field_of_tomorrow": {"deep": [1, 2.0, null]},
              "models": ["other"], "provider": {"order": ["house"]}, "session_id": "s-1", "user": "anna",
              "reasoning": {"effort": "high"}, "stream": %s
            }
            """;

    private static FakeProvider provider;
    private static GatewayHouse house;

    @BeforeAll
    static void open() {
        provider = FakeProvider.start();
        house = GatewayHouse.with(
                "signalbox.providers.house.dialect=openai",
                "signalbox.providers.house.base-url=" + provider.baseUrl(),
                "signalbox.models.remote.deployments[0].provider=house",
                "signalbox.models.remote.deployments[0].model-id=gpt-house",
                "signalbox.models.remote.deployments[0].price.input=1",
                "signalbox.models.remote.deployments[0].price.output=2",
                "signalbox.models.other.deployments[0].provider=house",
                "signalbox.models.other.deployments[0].model-id=other",
                "signalbox.policies.default.models=remote",
                "signalbox.policies.default.parameters.top-p=0.9",
                "signalbox.policies.default.parameters.max-output-tokens=77");
    }

    @AfterAll
    static void shut() {
        house.close();
        provider.close();
    }

    @BeforeEach
    void clear() {
        provider.clear();
        house.router().endCooldown("house/gpt-house");
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) GatewayHouse.JSON.readTree(json);
    }

    @Test
    void theProviderGetsTheClientsOwnWords() {
        house.chat(REQUEST.formatted(false));

        ObjectNode expected = object(REQUEST.formatted(false));
        expected.remove(List.of("models", "provider", "session_id", "reasoning"));
        expected.put("model", "gpt-house").put("reasoning_effort", "high");
        assertThat(provider.requests()).hasSize(1);
        assertThat(provider.requests().get(0).json()).isEqualTo(GatewayHouse.JSON.readTree(expected.toString()));
    }

    @Test
    void whatThePolicySetsIsAdded() {
        house.chat(GatewayHouse.asking("policy/default"));

        JsonNode sent = provider.requests().get(0).json();
        assertThat(sent.path("top_p").doubleValue()).isEqualTo(0.9);
        assertThat(sent.path("max_tokens").asInt()
                        + sent.path("max_completion_tokens").asInt())
                .isEqualTo(77);
        assertThat(sent.path("model").stringValue()).isEqualTo("gpt-house");
    }

    @Test
    void theClientGetsTheProvidersOwnWords() {
        String answer = """
                {"id":"chatcmpl-9","object":"chat.completion","created":17,"model":"gpt-house-2026","system_fingerprint":"fp",
                 "service_tier":"flex","tomorrow":[1.50],
                 "choices":[
                   {"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"A duck.","reasoning_content":"hm",
                     "audio":{"id":"a","data":"AAA"},"annotations":[{"type":"url_citation"}]},
                    "logprobs":{"content":[{"token":"A","logprob":-0.10,"bytes":[65],"top_logprobs":[]}]}},
                   {"index":1,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
                     "tool_calls":[{"id":"c","type":"function","function":{"name":"look","arguments":"{\\"a\\": 1}"}}]}}],
                 "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4,"audio_tokens":1}}}
                """;
        provider.reply(FakeReply.raw(200, answer));

        ObjectNode got = object(house.chat(REQUEST.formatted(false)).body());

        assertThat(got.path("id").stringValue()).startsWith("gen-");
        ObjectNode expected = object(answer);
        expected.put("id", got.path("id").stringValue());
        expected.put("model", "house/gpt-house").put("provider", "house");
        ObjectNode usage = (ObjectNode) expected.path("usage");
        usage.set("cost", got.path("usage").path("cost"));
        usage.put("is_byok", false).set("cost_details", got.path("usage").path("cost_details"));
        assertThat(got).isEqualTo(expected);
        assertThat(got.path("usage").path("cost").decimalValue()).isEqualByComparingTo("0.00002");
    }

    @Test
    void aStreamKeepsItsChunks() {
        provider.reply(FakeReply.raw(200, """
                        {"id":"x","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"A","reasoning_details":[{"type":"reasoning.encrypted","data":"z"}]},"logprobs":{"content":[]},"finish_reason":null}],"obfuscation":"q"}

                        data: {"id":"x","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"look","arguments":"{}"}}]},"finish_reason":null}]}

                        data: {"id":"x","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls","native_finish_reason":"tool_use"}]}

                        data: {"id":"x","object":"chat.completion.chunk","model":"m","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"tomorrow":1}}

                        : a comment

                        data: [DONE]"""));

        HttpResponse<String> response = house.chat(REQUEST.formatted(true));
        List<String> events = GatewayHouse.events(response);
        assertThat(events).hasSize(5).last().isEqualTo("[DONE]");
        ObjectNode first = object(events.get(0));
        assertThat(first.path("obfuscation").stringValue()).isEqualTo("q");
        assertThat(first.at("/choices/0/delta/reasoning_details/0/data").stringValue())
                .isEqualTo("z");
        assertThat(first.path("provider").stringValue()).isEqualTo("house");
        assertThat(object(events.get(1)).at("/choices/0/delta/tool_calls/0/id").stringValue())
                .isEqualTo("c");
        assertThat(object(events.get(2)).at("/choices/0/native_finish_reason").stringValue())
                .isEqualTo("tool_use");
        ObjectNode last = object(events.get(3));
        assertThat(last.path("choices")).isEmpty();
        assertThat(last.at("/usage/tomorrow").intValue()).isEqualTo(1);
        assertThat(last.at("/usage/cost").decimalValue()).isEqualByComparingTo("0.00002");
    }

    @Test
    void aStreamThatBreaksEndsWithOneError() {
        provider.reply(FakeReply.text("one two three four")
                .pause(Duration.ofMillis(100))
                .errorAfter(2, "the provider has had enough"));

        List<String> events = GatewayHouse.events(house.chat(GatewayHouse.streaming("remote")));

        assertThat(events).last().isEqualTo("[DONE]");
        List<String> errors =
                events.stream().filter(event -> event.contains("\"error\":{")).toList();
        assertThat(errors).hasSize(1);
        assertThat(object(errors.get(0)).at("/choices/0/finish_reason").stringValue())
                .isEqualTo("error");
        assertThat(errors.get(0)).doesNotContain("had enough");
    }

    @Test
    void anErrorBeforeTheAnswerHasItsStatus() {
        provider.always(FakeReply.error(400, "invalid_value", "temperature must be below 2"));

        HttpResponse<String> response = house.chat(GatewayHouse.streaming("remote"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(GatewayHouse.json(response).at("/error/message").stringValue())
                .contains("temperature must be below 2");
        provider.always(FakeReply.text("fine"));
    }
}
