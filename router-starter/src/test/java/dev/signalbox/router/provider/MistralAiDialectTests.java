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

class MistralAiDialectTests {

    private static final String USAGE = "{\"prompt_tokens\": 90, \"completion_tokens\": 30, \"total_tokens\": 120}";
    private static final String THINKING =
            "{\"type\": \"thinking\", \"thinking\": [{\"type\": \"text\", \"text\": \"Hm.\"}]}";
    private static final String CALL = """
            {"content": [%s], "tool_calls": [{"id": "abcdefgh1", "type": "function", "function": {"name": "weather", \
            "arguments": "{}"}}]}""".formatted(THINKING);

    private final DialectStage stage = new DialectStage(MistralAiDialect::new, "mistral-small-latest", "/v1");

    @AfterEach
    void stop() {
        stage.close();
    }

    private void streams(String... deltas) {
        String[] events = new String[deltas.length + 2];
        for (int index = 0; index < deltas.length; index++) {
            events[index] = "{\"id\": \"1\", \"model\": \"m\", \"choices\": [{\"delta\": " + deltas[index] + "}]}";
        }
        events[deltas.length] = "{\"id\": \"1\", \"model\": \"m\", \"usage\": " + USAGE
                + ", \"choices\": [{\"delta\": {}, \"finish_reason\": \"stop\"}]}";
        events[deltas.length + 1] = "[DONE]";
        stage.server.events(events);
    }

    @Test
    void sendsModelKeyAndHeaders() {
        stage.server.message("{\"content\": \"Hi\"}", USAGE);

        ChatResponse response = stage.connect(stage.provider()
                        .apiKey(new ApiKey("k"))
                        .headers(Map.of("X-Title", "Signalbox"))
                        .build())
                .chatModel()
                .chat(HELLO);

        AnsweringServer.Received request = stage.server.onlyRequest();
        assertThat(response.aiMessage().text()).isEqualTo("Hi");
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.headers())
                .containsEntry("Authorization", List.of("Bearer k"))
                .containsEntry("X-title", List.of("Signalbox"));
        assertThat(request.body()).contains("\"model\":\"mistral-small-latest\"");
    }

    @Test
    void sendsNoKeyWhereThereIsNone() {
        stage.server.message("{\"content\": \"Hi\"}", USAGE);

        stage.connect().chatModel().chat(HELLO);

        assertThat(stage.server.onlyRequest().headers()).doesNotContainKey("Authorization");
    }

    @Test
    void countsTokensOfAnswersAndStreams() {
        DeploymentClient client = stage.connect();
        stage.server.message("{\"content\": \"Hi\"}", USAGE);
        ChatResponse whole = client.chatModel().chat(HELLO);
        streams("{\"content\": \"H\"}", "{\"content\": \"i\"}");
        ChatResponse streamed = stage.stream(HELLO);

        assertThat(client.usage(whole.tokenUsage())).isEqualTo(Usage.of(90, 30));
        assertThat(client.usage(streamed.tokenUsage())).isEqualTo(Usage.of(90, 30));
        assertThat(streamed.aiMessage().text()).isEqualTo("Hi");
    }

    @Test
    void keepsThinkingApartFromTheText() {
        stage.server.message("{\"content\": [" + THINKING + ", {\"type\": \"text\", \"text\": \"Hi\"}]}", USAGE);
        AiMessage whole = stage.connect().chatModel().chat(HELLO).aiMessage();
        streams("{\"content\": [" + THINKING + "]}", "{\"content\": \"Hi\"}");
        StreamRecord record = stage.record(HELLO);

        assertThat(whole.thinking()).isEqualTo("Hm.");
        assertThat(whole.text()).isEqualTo("Hi");
        assertThat(record.thinking).hasToString("Hm.");
        assertThat(record.response.join().aiMessage()).isEqualTo(whole);
    }

    @Test
    void goesOnAfterATool() {
        stage.server.message(CALL, USAGE);
        DeploymentClient client = stage.connect();
        AiMessage answer = client.chatModel().chat(HELLO).aiMessage();

        client.chatModel().chat(DialectStage.afterTool(answer));

        assertThat(stage.server.received().get(1).body())
                .contains("\"tool_call_id\":\"abcdefgh1\"")
                .doesNotContain("Hm.");
    }

    @Test
    void holdsTheModelToASchemaIfTheDeploymentCan() {
        stage.server.message("{\"content\": \"{}\"}", USAGE);

        stage.connect().chatModel().chat(DialectStage.withSchema());
        stage.connectWithoutSchema().chatModel().chat(DialectStage.withSchema());

        assertThat(stage.server.received().get(0).body()).contains("\"type\":\"json_schema\"", "\"strict\":true");
        assertThat(stage.server.received().get(1).body()).contains("\"strict\":false");
        assertThat(stage.connect().chatModel().supportedCapabilities()).containsExactly(RESPONSE_FORMAT_JSON_SCHEMA);
    }

    @Test
    void sendsParametersOfBothKinds() {
        DeploymentClient client = stage.connect();
        stage.server.message("{\"content\": \"Hi\"}", USAGE);

        client.chatModel()
                .chat(DialectStage.with(
                        client, Map.of("top-p", 0.9, "seed", 7, "reasoning-effort", "low", "safe-prompt", true)));

        assertThat(stage.server.onlyRequest().body())
                .contains("\"top_p\":0.9", "\"random_seed\":7", "\"reasoning_effort\":\"high\"")
                .contains("\"safe_prompt\":true");
    }

    @Test
    void namesWhatLangChain4jRefuses() {
        assertThat(stage.connect().unsupportedParameters()).containsExactly("top-k");
    }
}
