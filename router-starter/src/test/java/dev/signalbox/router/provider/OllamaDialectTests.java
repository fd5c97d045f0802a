package dev.signalbox.router.provider;

import static dev.langchain4j.model.chat.Capability.RESPONSE_FORMAT_JSON_SCHEMA;
import static dev.signalbox.router.provider.DialectStage.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.usage.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OllamaDialectTests {

    private static final String END = """
            {"model": "qwen3", "done": true, "done_reason": "stop", "prompt_eval_count": 90, "eval_count": 30, \
            "message": %s}""";
    private static final String CALL = """
            {"role": "assistant", "content": "", "thinking": "Hm.", "tool_calls": [{"id": "call_1", "function": \
            {"name": "weather", "arguments": {"city": "Delft"}}}]}""";

    private final DialectStage stage = new DialectStage(OllamaDialect::new, "qwen3", "");

    @AfterEach
    void stop() {
        stage.close();
    }

    private void answers(String message) {
        stage.server.json(END.formatted(message));
    }

    private void streams(String... messages) {
        StringBuilder lines = new StringBuilder();
        for (String message : messages) {
            lines.append("{\"model\": \"qwen3\", \"done\": false, \"message\": ")
                    .append(message)
                    .append("}\n");
        }
        lines.append(END.formatted("{\"role\": \"assistant\", \"content\": \"\"}"))
                .append('\n');
        stage.server.answer(200, Map.of("Content-Type", "application/x-ndjson"), lines.toString());
    }

    @Test
    void sendsModelAndHeaders() {
        answers("{\"role\": \"assistant\", \"content\": \"Hi\"}");

        ChatResponse response = stage.connect(stage.provider()
                        .apiKey(new ApiKey("k"))
                        .headers(Map.of("X-Title", "Signalbox"))
                        .build())
                .chatModel()
                .chat(HELLO);

        AnsweringServer.Received request = stage.server.onlyRequest();
        assertThat(response.aiMessage().text()).isEqualTo("Hi");
        assertThat(request.path()).isEqualTo("/api/chat");
        assertThat(request.headers())
                .containsEntry("Authorization", List.of("Bearer k"))
                .containsEntry("X-title", List.of("Signalbox"));
        assertThat(request.body()).contains("\"model\":\"qwen3\"").doesNotContain("\"think\"");
    }

    @Test
    void countsTokensOfAnswersAndStreams() {
        DeploymentClient client = stage.connect();
        answers("{\"role\": \"assistant\", \"content\": \"Hi\"}");
        ChatResponse whole = client.chatModel().chat(HELLO);
        streams("{\"role\": \"assistant\", \"content\": \"H\"}", "{\"role\": \"assistant\", \"content\": \"i\"}");
        ChatResponse streamed = stage.stream(HELLO);

        assertThat(client.usage(whole.tokenUsage())).isEqualTo(Usage.of(90, 30));
        assertThat(client.usage(streamed.tokenUsage())).isEqualTo(Usage.of(90, 30));
        assertThat(streamed.aiMessage().text()).isEqualTo("Hi");
        assertThat(stage.server.received().get(1).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void keepsThinkingApartAndGoesOnAfterATool() {
        answers(CALL);
        DeploymentClient client = stage.connect();
        AiMessage answer = client.chatModel().chat(HELLO).aiMessage();
        streams(CALL);
        StreamRecord record = stage.record(HELLO);

        client.streamingChatModel().chat(DialectStage.afterTool(answer), new StreamRecord());

        assertThat(answer.thinking()).isEqualTo("Hm.");
        assertThat(record.thinking).hasToString("Hm.");
        assertThat(record.response.join().aiMessage().toolExecutionRequests())
                .isEqualTo(answer.toolExecutionRequests());
    }

    @Test
    void asksForASchemaNatively() {
        answers("{\"role\": \"assistant\", \"content\": \"{}\"}");

        stage.connect().chatModel().chat(DialectStage.withSchema());

        assertThat(stage.server.onlyRequest().body()).contains("\"format\":{\"type\":\"object\"", "\"capital\"");
        assertThat(stage.connect().chatModel().supportedCapabilities()).containsExactly(RESPONSE_FORMAT_JSON_SCHEMA);
        assertThat(stage.connectWithoutSchema().chatModel().supportedCapabilities())
                .isEmpty();
    }

    @Test
    void sendsParametersOfBothKinds() {
        DeploymentClient client = stage.connect();
        answers("{\"role\": \"assistant\", \"content\": \"Hi\"}");

        client.chatModel()
                .chat(DialectStage.with(
                        client,
                        Map.of("seed", 7, "reasoning-effort", "low", "presence-penalty", 0.5, "keep-alive", "5m")));

        assertThat(stage.server.onlyRequest().body())
                .contains("\"seed\":7", "\"think\":true", "\"presence_penalty\":0.5", "\"keep_alive\":\"5m\"");
    }

    @Test
    void refusesTheUrlOfItsOtherApi() {
        ProviderSettings provider =
                stage.provider().baseUrl("http://localhost:11434/v1/").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> stage.connect(provider))
                .withMessage("signalbox.providers.house.base-url ends in '/v1', where Ollama speaks as OpenAI does."
                        + " Leave '/v1' away, as in http://localhost:11434, or write 'dialect: openai'.");
    }

    @Test
    void namesWhatLangChain4jRefuses() {
        assertThat(stage.connect().unsupportedParameters())
                .containsExactlyInAnyOrder("frequency-penalty", "presence-penalty");
    }
}
