package dev.signalbox.router.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.usage.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiDialectTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ChatRequest HELLO =
            ChatRequest.builder().messages(UserMessage.from("Hello")).build();
    private static final String USAGE = """
            {"prompt_tokens": 90, "completion_tokens": 30, "total_tokens": 120, \
            "prompt_tokens_details": {"cached_tokens": 40}, "completion_tokens_details": {"reasoning_tokens": 20}}""";

    private final AnsweringServer server = new AnsweringServer();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final OpenAiDialect dialect = new OpenAiDialect(executor, UnaryOperator::identity);
    private final Deployment deployment = Deployment.of("house/gpt-test").build();

    @AfterEach
    void stop() {
        server.close();
        executor.shutdownNow();
    }

    @Test
    void sendsModelKeyAndHeaders() {
        ProviderSettings provider = provider()
                .apiKey(new ApiKey("sk-test"))
                .headers(Map.of("X-Title", "Signalbox"))
                .build();

        say(connect(provider));

        AnsweringServer.Received request = server.onlyRequest();
        assertThat(request.headers()).containsEntry("Authorization", List.of("Bearer sk-test"));
        assertThat(request.headers()).containsEntry("X-title", List.of("Signalbox"));
        assertThat(request.body()).contains("\"model\":\"gpt-test\"");
    }

    @Test
    void sendsNoAuthorizationWithoutAKey() {
        DeploymentClient client = connect(provider().build());

        say(client);
        stream(client);

        assertThat(server.received())
                .hasSize(2)
                .noneMatch(request -> request.headers().containsKey("Authorization"));
    }

    @Test
    void speaksAsAzureWants() {
        ProviderSettings provider = provider()
                .baseUrl(server.root() + "/openai/deployments/{model-id}")
                .apiKey(new ApiKey("k"))
                .keyHeader("api-key")
                .query(Map.of("api-version", "2024-10-21"))
                .build();
        DeploymentClient client = connect(provider);

        say(client);
        stream(client);

        assertThat(server.received()).hasSize(2).allSatisfy(request -> {
            assertThat(request.path())
                    .isEqualTo("/openai/deployments/gpt-test/chat/completions?api-version=2024-10-21");
            assertThat(request.headers()).containsEntry("Api-key", List.of("k")).doesNotContainKey("Authorization");
        });
        assertThat(provider.toString()).doesNotContain("2024");
    }

    @Test
    void fillsTheModelIdInAsOnePartOfTheUrl() {
        ProviderSettings provider =
                provider().baseUrl(server.root() + "/{model-id}/v1").build();
        server.message("{\"content\": \"Hi\"}", USAGE);

        dialect.connect(provider, Deployment.of("house/a b/c").build(), List.of())
                .chatModel()
                .chat(HELLO);

        assertThat(server.onlyRequest().path()).isEqualTo("/a%20b%2Fc/v1/chat/completions");
    }

    @Test
    void sendsWhatIsConfiguredForTheDeployment() {
        DeploymentClient client = connect(provider().build());
        ChatRequest request = HELLO.toBuilder()
                .parameters(client.parameters(Map.of(
                        "reasoning-effort",
                        "high",
                        "custom",
                        Map.of("provider", Map.of("order", Map.of("0", "b", "1", "a"), "allow_fallbacks", "false")))))
                .build();

        server.message("{\"content\": \"Hi\"}", USAGE);
        client.chatModel().chat(request);

        assertThat(server.onlyRequest().body())
                .contains("\"reasoning_effort\":\"high\"", "\"order\":[\"b\",\"a\"]", "\"allow_fallbacks\":false");
    }

    @Test
    void holdsTheModelToASchemaIfTheDeploymentCan() {
        DeploymentClient able = connect(provider().build());
        DeploymentClient unable = dialect.connect(
                provider().build(),
                deployment.toBuilder()
                        .capabilities(Set.of(Capability.STREAMING))
                        .build(),
                List.of());

        server.message("{\"content\": \"{}\"}", USAGE);
        able.chatModel().chat(withSchema());
        unable.chatModel().chat(withSchema());

        assertThat(able.chatModel().supportedCapabilities())
                .containsExactly(dev.langchain4j.model.chat.Capability.RESPONSE_FORMAT_JSON_SCHEMA);
        assertThat(unable.chatModel().supportedCapabilities()).isEmpty();
        assertThat(server.received().get(0).body()).contains("\"strict\":true", "\"additionalProperties\":false");
        assertThat(server.received().get(1).body()).contains("\"strict\":false");
    }

    private static ChatRequest withSchema() {
        JsonSchema schema = JsonSchema.builder()
                .name("Answer")
                .rootElement(
                        JsonObjectSchema.builder().addStringProperty("text").build())
                .build();
        return HELLO.toBuilder()
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(schema)
                        .build())
                .build();
    }

    @Test
    void keepsTheReasoningOfAnAnswer() {
        server.message("{\"content\": \"Hi\", \"reasoning_content\": \"A greeting.\"}", USAGE);

        ChatResponse response = connect(provider().build()).chatModel().chat(HELLO);

        assertThat(response.aiMessage().thinking()).isEqualTo("A greeting.");
    }

    @Test
    void keepsTheReasoningOfAStreamUnderBothOfItsNames() {
        server.deltas(
                USAGE, "{\"reasoning\": \"A \"}", "{\"reasoning_content\": \"greeting.\"}", "{\"content\": \"Hi\"}");
        StreamRecord record = new StreamRecord();

        connect(provider().build()).streamingChatModel().chat(HELLO, record);

        assertThat(record.response)
                .succeedsWithin(PATIENCE)
                .satisfies(
                        response -> assertThat(response.aiMessage().thinking()).isEqualTo("A greeting."));
        assertThat(record.thinking).hasToString("A greeting.");
    }

    @Test
    void countsCachedAndReasoningTokensOfAnswersAndStreams() {
        DeploymentClient client = connect(provider().build());

        ChatResponse whole = say(client);
        ChatResponse streamed = stream(client);

        assertThat(client.usage(whole.tokenUsage())).isEqualTo(new Usage(90, 40, 30, 20, false));
        assertThat(client.usage(streamed.tokenUsage())).isEqualTo(new Usage(90, 40, 30, 20, false));
    }

    @Test
    void leavesRetriesToTheRouter() {
        server.answer(500, Map.of(), "{}");
        DeploymentClient client = connect(provider().build());

        Throwable thrown = catchThrowable(() -> client.chatModel().chat(HELLO));

        assertThat(thrown).isInstanceOf(InternalServerException.class);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void tellsListenersOnceForEachAttempt() {
        List<String> answers = new ArrayList<>();
        ChatModelListener listener = new ChatModelListener() {
            @Override
            public void onResponse(ChatModelResponseContext context) {
                answers.add(context.chatResponse().aiMessage().text());
            }
        };
        DeploymentClient client = dialect.connect(provider().build(), deployment, List.of(listener));

        say(client);
        stream(client);

        assertThat(answers).containsExactly("Hi", "Hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "localhost:8000/v1", "ftp://localhost/v1", "http:///v1", "not a url"})
    void refusesAUrlThatIsNone(String url) {
        ProviderSettings provider = provider().baseUrl(url).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> connect(provider))
                .withMessageStartingWith("signalbox.providers.house.base-url is ")
                .withMessageEndingWith("for example https://openrouter.ai/api/v1.");
    }

    @Test
    void asksForAMissingUrl() {
        ProviderSettings provider = provider().baseUrl(null).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> connect(provider))
                .withMessageStartingWith("signalbox.providers.house.base-url is missing.");
    }

    private ProviderSettings.ProviderSettingsBuilder provider() {
        return ProviderSettings.builder().name("house").baseUrl(server.url());
    }

    private DeploymentClient connect(ProviderSettings provider) {
        return dialect.connect(provider, deployment, List.of());
    }

    private ChatResponse say(DeploymentClient client) {
        server.message("{\"content\": \"Hi\"}", USAGE);
        return client.chatModel().chat(HELLO);
    }

    private ChatResponse stream(DeploymentClient client) {
        server.deltas(USAGE, "{\"content\": \"Hi\"}");
        StreamRecord record = new StreamRecord();
        client.streamingChatModel().chat(HELLO, record);
        assertThat(record.response).succeedsWithin(PATIENCE);
        return record.response.join();
    }
}
