package dev.signalbox.router.provider;

import static dev.langchain4j.model.chat.Capability.RESPONSE_FORMAT_JSON_SCHEMA;
import static dev.signalbox.router.provider.DialectStage.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicDialectTests {

    private static final String MESSAGE = """
            {"id": "1", "type": "message", "role": "assistant", "model": "claude", "stop_reason": "%s", "content": [%s], \
            "usage": {"input_tokens": 50, "cache_read_input_tokens": 30, "cache_creation_input_tokens": 10, \
            "output_tokens": 20}}""";
    private static final String THOUGHT = """
            {"type": "thinking", "thinking": "A tool is needed.", "signature": "signed"}""";
    private static final String CALL = """
            {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"city": "Delft"}}""";

    private final DialectStage stage = new DialectStage(AnthropicDialect::new, "claude-sonnet-4-5", "/v1");

    @AfterEach
    void stop() {
        stage.close();
    }

    private void answers(String stopReason, String... content) {
        stage.server.json(MESSAGE.formatted(stopReason, String.join(", ", content)));
    }

    private void streams(String... deltas) {
        String usage = "{\"input_tokens\": 50, \"cache_read_input_tokens\": 30, \"cache_creation_input_tokens\": 10}";
        List<String> events = new ArrayList<>();
        events.add("message_start {\"message\": {\"id\": \"1\", \"model\": \"claude\", \"usage\": " + usage + "}}");
        events.addAll(List.of(deltas));
        events.add("message_delta {\"delta\": {\"stop_reason\": \"end_turn\"}, \"usage\": {\"output_tokens\": 20}}");
        events.add("message_stop {}");
        stage.server.events(events.stream()
                .map(event -> "event: " + event.replaceFirst(" ", "\ndata: "))
                .toArray(String[]::new));
    }

    @Test
    void sendsModelKeyAndHeaders() {
        answers("end_turn", "{\"type\": \"text\", \"text\": \"Hi\"}");

        ChatResponse response = stage.connect(stage.provider()
                        .apiKey(new ApiKey("sk-ant"))
                        .headers(Map.of("anthropic-beta", "context-1m"))
                        .build())
                .chatModel()
                .chat(HELLO);

        AnsweringServer.Received request = stage.server.onlyRequest();
        assertThat(response.aiMessage().text()).isEqualTo("Hi");
        assertThat(request.path()).isEqualTo("/v1/messages");
        assertThat(request.headers())
                .containsEntry("X-api-key", List.of("sk-ant"))
                .containsEntry("Anthropic-beta", List.of("context-1m"))
                .containsKey("Anthropic-version");
        assertThat(request.body()).contains("\"model\":\"claude-sonnet-4-5\"", "\"max_tokens\":4096");
    }

    @Test
    void sendsNoKeyWhereThereIsNone() {
        answers("end_turn", "{\"type\": \"text\", \"text\": \"Hi\"}");

        stage.connect().chatModel().chat(HELLO);

        assertThat(stage.server.onlyRequest().headers()).doesNotContainKeys("X-api-key", "Authorization");
    }

    @Test
    void sendsTheKeyInAnotherHeaderOnly() {
        answers("end_turn", "{\"type\": \"text\", \"text\": \"Hi\"}");

        stage.connect(stage.provider()
                        .apiKey(new ApiKey("k"))
                        .keyHeader("api-key")
                        .query(Map.of("api-version", "2026 1"))
                        .build())
                .chatModel()
                .chat(HELLO);

        assertThat(stage.server.onlyRequest().headers())
                .containsEntry("Api-key", List.of("k"))
                .doesNotContainKeys("X-api-key", "Authorization");
        assertThat(stage.server.onlyRequest().path()).isEqualTo("/v1/messages?api-version=2026+1");
    }

    @Test
    void countsWhatItsCacheReadsAndTakesUpAsInput() {
        DeploymentClient client = stage.connect();
        answers("end_turn", "{\"type\": \"text\", \"text\": \"Hi\"}");
        ChatResponse whole = client.chatModel().chat(HELLO);
        streams(
                "content_block_start {\"index\": 0, \"content_block\": {\"type\": \"text\", \"text\": \"\"}}",
                "content_block_delta {\"index\": 0, \"delta\": {\"type\": \"text_delta\", \"text\": \"Hi\"}}",
                "content_block_stop {\"index\": 0}");
        ChatResponse streamed = stage.stream(HELLO);

        assertThat(client.usage(whole.tokenUsage())).isEqualTo(new Usage(90, 30, 10, 20, 0, false));
        assertThat(client.usage(streamed.tokenUsage())).isEqualTo(new Usage(90, 30, 10, 20, 0, false));
        assertThat(streamed.aiMessage().text()).isEqualTo("Hi");
        assertThat(streamed.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void sendsThinkingBackAsItWasSigned() {
        answers("tool_use", THOUGHT, CALL);
        DeploymentClient client = stage.connect();
        AiMessage answer = client.chatModel().chat(HELLO).aiMessage();

        client.chatModel().chat(DialectStage.afterTool(answer));

        assertThat(answer.thinking()).isEqualTo("A tool is needed.");
        assertThat(stage.server.received().get(1).body())
                .contains("{\"type\":\"thinking\",\"thinking\":\"Atoolisneeded.\",\"signature\":\"signed\"}")
                .contains("\"type\":\"tool_result\"", "\"tool_use_id\":\"toolu_1\"");
    }

    @Test
    void sendsThinkingOfAStreamBackAsItWasSigned() {
        streams(
                "content_block_start {\"index\": 0, \"content_block\": {\"type\": \"thinking\", \"thinking\": \"\"}}",
                "content_block_delta {\"index\": 0, \"delta\": {\"type\": \"thinking_delta\", \"thinking\": \"Hm.\"}}",
                "content_block_delta {\"index\": 0, \"delta\": {\"type\": \"signature_delta\", \"signature\": \"s1\"}}",
                "content_block_stop {\"index\": 0}",
                "content_block_start {\"index\": 1, \"content_block\": " + CALL + "}",
                "content_block_stop {\"index\": 1}");
        StreamRecord record = stage.record(HELLO);
        AiMessage answer = record.response.join().aiMessage();

        stage.stream(DialectStage.afterTool(answer));

        assertThat(record.thinking).hasToString("Hm.");
        assertThat(stage.server.received().get(1).body())
                .contains("{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"s1\"}");
    }

    @Test
    void leavesTheThinkingOfOthersAway() {
        AiMessage ofAnother =
                AiMessage.builder().text("Hi").thinking("Unsigned.").build();
        answers("end_turn", "{\"type\": \"text\", \"text\": \"Hi\"}");

        stage.connect()
                .chatModel()
                .chat(ChatRequest.builder()
                        .messages(UserMessage.from("Hello"), ofAnother, UserMessage.from("Again"))
                        .build());

        assertThat(stage.server.onlyRequest().body())
                .contains("\"text\":\"Hi\"")
                .doesNotContain("thinking");
    }

    @Test
    void asksForASchemaNatively() {
        answers("end_turn", "{\"type\": \"text\", \"text\": \"{}\"}");

        stage.connect().chatModel().chat(DialectStage.withSchema());

        assertThat(stage.server.onlyRequest().body())
                .contains("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{", "\"capital\"");
        assertThat(stage.connect().chatModel().supportedCapabilities()).containsExactly(RESPONSE_FORMAT_JSON_SCHEMA);
        assertThat(stage.connectWithoutSchema().chatModel().supportedCapabilities())
                .isEmpty();
    }

    @Test
    void sendsParametersOfBothKinds() {
        DeploymentClient client = stage.connect();
        answers("end_turn", "{\"type\": \"text\", \"text\": \"Hi\"}");

        client.chatModel()
                .chat(DialectStage.with(
                        client,
                        Map.of(
                                "reasoning-effort",
                                "medium",
                                "max-output-tokens",
                                500,
                                "custom",
                                Map.of("context_management", Map.of("edits", Map.of("0", "a"))))));

        assertThat(stage.server.onlyRequest().body())
                .contains("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096}")
                .contains("\"max_tokens\":4596")
                .contains("\"context_management\":{\"edits\":[\"a\"]}");
    }

    @Test
    void mergesEffortAndSchemaForModelsThatThinkAsTheySeeFit() {
        DialectStage newer = new DialectStage(AnthropicDialect::new, "claude-opus-4-6", "/v1");
        try (newer) {
            newer.server.json(MESSAGE.formatted("end_turn", "{\"type\": \"text\", \"text\": \"{}\"}"));
            DeploymentClient client = newer.connect();
            ChatRequest request = DialectStage.withSchema();
            client.chatModel()
                    .chat(request.toBuilder()
                            .parameters(client.parameters(Map.of("reasoning-effort", "low"))
                                    .overrideWith(request.parameters()))
                            .build());

            assertThat(newer.server.onlyRequest().body())
                    .contains("\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"}")
                    .contains("\"output_config\":{\"format\":{", "\"effort\":\"low\"}")
                    .contains("\"max_tokens\":16384");
        }
    }

    @Test
    void namesWhatLangChain4jRefuses() {
        assertThat(stage.connect().unsupportedParameters())
                .containsExactlyInAnyOrder("frequency-penalty", "presence-penalty", "json-object");
    }
}
