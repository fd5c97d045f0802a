package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a provider of OpenAI's dialect gets of a request in Anthropic's words, and what becomes of its answer. */
class MessagesTranslationTests {

    private static final String REQUEST = """
            {
              "model": "remote", "max_tokens": 300, "temperature": 0.5, "top_k": 5, "stop_sequences": ["END"], "stream": %s,
              "system": [{"type": "text", "text": "Be short.", "cache_control": {"type": "ephemeral"}}],
              "messages": [
                {"role": "user", "content": [
                  {"type": "text", "text": "What is it?"},
                  {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "QUJD"}}]},
                {"role": "assistant", "content": [
                  {"type": "thinking", "thinking": "I look.", "signature": "c2ln"},
                  {"type": "text", "text": "Let me look."},
                  {"type": "tool_use", "id": "toolu_1", "name": "look", "input": {"at": 2}}]},
                {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "a duck"}]}
              ],
              "tools": [{"name": "look", "description": "Looks", "input_schema": {"type": "object", "properties": {"at": {"type": "integer"}}}}],
              "tool_choice": {"type": "any", "disable_parallel_tool_use": true},
              "thinking": {"type": "enabled", "budget_tokens": 1024}, "output_config": {"effort": "high"},
              "metadata": {"user_id": "anna"}
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
                "signalbox.models.remote.deployments[0].capabilities[0]=tools",
                "signalbox.models.remote.deployments[0].capabilities[1]=images",
                "signalbox.models.remote.deployments[0].capabilities[2]=streaming",
                "signalbox.policies.routine.models=remote");
    }

    @AfterAll
    static void shut() {
        house.close();
        provider.close();
    }

    @BeforeEach
    void clear() {
        provider.clear();
    }

    private static HttpResponse<String> ask(boolean stream) {
        return house.post("/v1/messages", REQUEST.formatted(stream));
    }

    @Test
    void theProviderGetsTheRequestInItsOwnWords() {
        provider.reply(FakeReply.text("A duck."));

        ask(false);

        assertThat(provider.requests()).hasSize(1);
        JsonNode sent = provider.requests().get(0).json();
        JsonNode expected = GatewayHouse.JSON.readTree("""
                {
                  "model": "gpt-house", "max_tokens": 300, "temperature": 0.5, "stop": ["END"],
                  "messages": [
                    {"role": "system", "content": "Be short."},
                    {"role": "user", "content": [
                      {"type": "text", "text": "What is it?"},
                      {"type": "image_url", "image_url": {"url": "data:image/png;base64,QUJD", "detail": "auto"}}]},
                    {"role": "assistant", "content": "Let me look.",
                     "tool_calls": [{"id": "toolu_1", "type": "function", "function": {"name": "look", "arguments": "{\\"at\\":2}"}}]},
                    {"role": "tool", "tool_call_id": "toolu_1", "content": "a duck"}
                  ],
                  "tools": [{"type": "function", "function": {"name": "look", "description": "Looks",
                    "parameters": {"type": "object", "properties": {"at": {"type": "integer"}}, "required": []}}}],
                  "tool_choice": "required", "parallel_tool_calls": false, "reasoning_effort": "high", "stream": false
                }
                """);
        assertThat(sent).isEqualTo(expected);
    }

    @Test
    void theClientGetsTheAnswerInAnthropicsWords() {
        FakeReply reply = FakeReply.text("I look again.")
                .andToolCall("look", "{\"at\": 3}")
                .usage(100, 20)
                .cachedTokens(60);
        provider.reply(reply, reply);

        JsonNode answer = GatewayHouse.json(ask(false));
        String events = ask(true).body();

        assertThat(answer.at("/content/0/text").stringValue()).isEqualTo("I look again.");
        assertThat(answer.at("/content/1/type").stringValue()).isEqualTo("tool_use");
        assertThat(answer.at("/content/1/id").stringValue()).isNotBlank();
        assertThat(answer.at("/content/1/input/at").intValue()).isEqualTo(3);
        assertThat(answer.path("stop_reason").stringValue()).isEqualTo("tool_use");
        assertThat(answer.at("/usage/input_tokens").intValue()).isEqualTo(40);
        assertThat(answer.at("/usage/cache_read_input_tokens").intValue()).isEqualTo(60);
        assertThat(answer.at("/usage/output_tokens").intValue()).isEqualTo(20);
        assertThat(events)
                .containsSubsequence(
                        "\"content_block\":{\"type\":\"text\",\"text\":\"\"}",
                        "event: content_block_stop",
                        "\"content_block\":{\"type\":\"tool_use\",\"id\":",
                        "\"type\":\"input_json_delta\"",
                        "event: content_block_stop",
                        "\"stop_reason\":\"tool_use\"",
                        "\"input_tokens\":40,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":60,\"output_tokens\":20",
                        "event: message_stop");
    }
}
