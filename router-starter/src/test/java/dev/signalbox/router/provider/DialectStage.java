package dev.signalbox.router.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A deployment that speaks a dialect, and the server that it speaks to. */
final class DialectStage implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final ChatRequest HELLO =
            ChatRequest.builder().messages(UserMessage.from("Hello")).build();
    static final ToolSpecification WEATHER = ToolSpecification.builder()
            .name("weather")
            .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
            .build();

    final AnsweringServer server = new AnsweringServer();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Dialect dialect;
    private final Deployment deployment;
    private final String path;

    /**
     * A stage.
     *
     * @param path where the API begins at the server
     */
    DialectStage(BiFunction<Executor, Clockwork.ContextCapture, Dialect> dialect, String modelId, String path) {
        this.dialect = dialect.apply(executor, UnaryOperator::identity);
        this.deployment = Deployment.of("house/" + modelId).build();
        this.path = path;
    }

    ProviderSettings.ProviderSettingsBuilder provider() {
        return ProviderSettings.builder().name("house").baseUrl(server.root() + path);
    }

    DeploymentClient connect() {
        return connect(provider().build());
    }

    DeploymentClient connect(ProviderSettings provider) {
        return dialect.connect(provider, deployment, List.of());
    }

    /** Connects to a deployment that cannot hold itself to a schema. */
    DeploymentClient connectWithoutSchema() {
        return dialect.connect(
                provider().build(),
                deployment.toBuilder()
                        .capabilities(Set.of(Capability.STREAMING))
                        .build(),
                List.of());
    }

    static ChatRequest with(DeploymentClient client, Map<String, Object> configured) {
        return HELLO.toBuilder().parameters(client.parameters(configured)).build();
    }

    static ChatRequest withSchema() {
        JsonSchema schema = JsonSchema.builder()
                .name("Answer")
                .rootElement(
                        JsonObjectSchema.builder().addStringProperty("capital").build())
                .build();
        return HELLO.toBuilder()
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(schema)
                        .build())
                .build();
    }

    StreamRecord record(ChatRequest request) {
        StreamRecord record = new StreamRecord();
        connect().streamingChatModel().chat(request, record);
        assertThat(record.response).succeedsWithin(PATIENCE);
        return record;
    }

    ChatResponse stream(ChatRequest request) {
        return record(request).response.join();
    }

    /** The request of the round after that answer, which has called the tool. */
    static ChatRequest afterTool(AiMessage answer) {
        ToolExecutionRequest call = answer.toolExecutionRequests().get(0);
        return ChatRequest.builder()
                .messages(
                        UserMessage.from("What is the weather in Delft?"),
                        answer,
                        ToolExecutionResultMessage.from(call, "rain"))
                .toolSpecifications(WEATHER)
                .build();
    }

    @Override
    public void close() {
        server.close();
        executor.shutdownNow();
    }
}
