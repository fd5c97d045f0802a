package dev.signalbox.router.provider;

import static dev.langchain4j.model.chat.Capability.RESPONSE_FORMAT_JSON_SCHEMA;
import static dev.signalbox.router.provider.DialectStage.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.usage.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GoogleAiGeminiDialectTests {

    private static final String ANSWER = """
            {"responseId": "1", "modelVersion": "gemini-2.5-pro", "usageMetadata": {"promptTokenCount": 90, \
            "cachedContentTokenCount": 40, "candidatesTokenCount": 20, "thoughtsTokenCount": 10, \
            "totalTokenCount": 120}, "candidates": [{"finishReason": "STOP", "content": {"role": "model", "parts": \
            [%s]}}]}""";
    private static final String THOUGHT = "{\"text\": \"A tool is needed.\", \"thought\": true}";
    private static final String CALL = """
            {"functionCall": {"id": "f1", "name": "weather", "args": {"city": "Delft"}}, \
            "thoughtSignature": "signed"}""";

    private final DialectStage stage = new DialectStage(GoogleAiGeminiDialect::new, "gemini-2.5-pro", "/v1beta/");

    @AfterEach
    void stop() {
        stage.close();
    }

    private void answers(String... parts) {
        stage.server.json(ANSWER.formatted(String.join(", ", parts)));
    }

    @Test
    void sendsModelKeyAndHeaders() {
        answers("{\"text\": \"Hi\"}");

        ChatResponse response = stage.connect(stage.provider()
                        .apiKey(new ApiKey("AIza"))
                        .headers(Map.of("X-Title", "Signalbox"))
                        .build())
                .chatModel()
                .chat(HELLO);

        AnsweringServer.Received request = stage.server.onlyRequest();
        assertThat(response.aiMessage().text()).isEqualTo("Hi");
        assertThat(request.path()).isEqualTo("/v1beta/models/gemini-2.5-pro:generateContent");
        assertThat(request.headers())
                .containsEntry("X-goog-api-key", List.of("AIza"))
                .containsEntry("X-title", List.of("Signalbox"));
        assertThat(request.body()).contains("\"text\":\"Hello\"").doesNotContain("thinkingConfig");
    }

    @Test
    void addsQueryParametersToThoseOfAStream() {
        stage.server.events(ANSWER.formatted("{\"text\": \"Hi\"}"));
        StreamRecord record = new StreamRecord();

        stage.connect(stage.provider()
                        .apiKey(new ApiKey("k"))
                        .keyHeader("X-Gateway-Key")
                        .query(Map.of("region", "eu"))
                        .build())
                .streamingChatModel()
                .chat(HELLO, record);

        assertThat(record.response).succeedsWithin(DialectStage.PATIENCE);
        assertThat(stage.server.onlyRequest().path())
                .isEqualTo("/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse&region=eu");
        assertThat(stage.server.onlyRequest().headers())
                .containsEntry("X-gateway-key", List.of("k"))
                .doesNotContainKey("X-goog-api-key");
    }

    @Test
    void countsThoughtsAsReasoningAndOutput() {
        DeploymentClient client = stage.connect();
        answers("{\"text\": \"Hi\"}");
        ChatResponse whole = client.chatModel().chat(HELLO);
        stage.server.events(ANSWER.formatted("{\"text\": \"H\"}"), ANSWER.formatted("{\"text\": \"i\"}"));
        ChatResponse streamed = stage.stream(HELLO);

        assertThat(client.usage(whole.tokenUsage())).isEqualTo(new Usage(90, 40, 30, 10, false));
        assertThat(client.usage(streamed.tokenUsage())).isEqualTo(new Usage(90, 40, 30, 10, false));
        assertThat(streamed.aiMessage().text()).isEqualTo("Hi");
    }

    @Test
    void sendsThoughtsBackWithTheirSignature() {
        answers(THOUGHT, CALL);
        DeploymentClient client = stage.connect();
        AiMessage answer = client.chatModel().chat(HELLO).aiMessage();

        client.chatModel().chat(DialectStage.afterTool(answer));

        assertThat(answer.thinking()).isEqualTo("A tool is needed.");
        assertSentBack();
    }

    @Test
    void sendsThoughtsOfAStreamBackWithTheirSignature() {
        stage.server.events(ANSWER.formatted(THOUGHT), ANSWER.formatted(CALL));
        StreamRecord record = stage.record(HELLO);

        stage.stream(DialectStage.afterTool(record.response.join().aiMessage()));

        assertThat(record.thinking).hasToString("A tool is needed.");
        assertSentBack();
    }

    private void assertSentBack() {
        assertThat(stage.server.received().get(1).body())
                .contains("\"text\":\"Atoolisneeded.\"", "\"thought\":true")
                .contains("\"thoughtSignature\":\"signed\"")
                .contains("\"functionResponse\":{\"id\":\"f1\"");
    }

    @Test
    void asksForASchemaNatively() {
        answers("{\"text\": \"{}\"}");

        stage.connect().chatModel().chat(DialectStage.withSchema());

        assertThat(stage.server.onlyRequest().body())
                .contains("\"responseMimeType\":\"application/json\"", "\"responseSchema\":{", "\"capital\"");
        assertThat(stage.connect().chatModel().supportedCapabilities()).containsExactly(RESPONSE_FORMAT_JSON_SCHEMA);
        assertThat(stage.connectWithoutSchema().chatModel().supportedCapabilities())
                .isEmpty();
    }

    @Test
    void sendsParametersOfBothKinds() {
        DeploymentClient client = stage.connect();
        Map<String, Object> configured = Map.of("temperature", 0.2, "seed", 7, "reasoning-effort", "high");
        answers("{\"text\": \"Hi\"}");
        client.chatModel().chat(DialectStage.with(client, configured));
        stage.server.events(ANSWER.formatted("{\"text\": \"Hi\"}"));
        stage.stream(DialectStage.with(client, configured));
        stage.stream(HELLO);

        assertThat(stage.server.received().subList(0, 2))
                .allSatisfy(request -> assertThat(request.body())
                        .contains("\"temperature\":0.2", "\"seed\":7")
                        .contains("\"thinkingBudget\":24576", "\"includeThoughts\":true"));
        assertThat(stage.server.received().get(2).body()).doesNotContain("seed", "thinking");
    }

    @Test
    void refusesNothing() {
        assertThat(stage.connect().unsupportedParameters()).isEmpty();
    }
}
