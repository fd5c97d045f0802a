package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Deployment;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Speaks OpenAI's chat completions, as most providers do: OpenRouter, DeepSeek, vLLM, Ollama and many more. */
public final class OpenAiDialect implements Dialect {

    static final String NAME = "openai";

    private final ProviderHttp http;

    /**
     * A dialect whose streams are read on an executor.
     *
     * @param executor reads streams and calls their handlers; must never make one task wait for another
     * @param context goes along from the thread that starts a stream to the one that reads it
     */
    public OpenAiDialect(Executor executor, Clockwork.ContextCapture context) {
        this.http = new ProviderHttp(executor, context);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DeploymentClient connect(
            ProviderSettings provider, Deployment deployment, List<ChatModelListener> listeners) {
        DeploymentWire wire = wire(provider, deployment).speaking(name());
        return new OpenAiDeploymentClient(chatModel(wire, listeners), streamingChatModel(wire, listeners));
    }

    private DeploymentWire wire(ProviderSettings provider, Deployment deployment) {
        String baseUrl = BaseUrl.of(provider, deployment, "https://openrouter.ai/api/v1");
        return new DeploymentWire(http, provider, deployment, baseUrl, KeyHeader.BEARER);
    }

    @Override
    public DeploymentClient connectEmbeddings(ProviderSettings provider, Deployment deployment) {
        DeploymentWire wire = wire(provider, deployment);
        return EmbeddingClient.of(
                deployment.modelId(),
                EmbeddingSource.of(dimensions -> embeddingModel(wire, dimensions)),
                OpenAiFailures.CLASSIFIER);
    }

    private static EmbeddingModel embeddingModel(DeploymentWire wire, @Nullable Integer dimensions) {
        return OpenAiEmbeddingModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .timeout(wire.provider().readTimeout())
                .maxRetries(0)
                .modelName(wire.deployment().modelId())
                .dimensions(dimensions)
                .build();
    }

    /** A schema is strict, because only then the provider holds the model to it. */
    private static ChatModel chatModel(DeploymentWire wire, List<ChatModelListener> listeners) {
        return OpenAiChatModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .timeout(wire.provider().readTimeout())
                .maxRetries(0)
                .modelName(wire.deployment().modelId())
                .supportedCapabilities(wire.capabilities())
                .strictJsonSchema(wire.schema())
                .returnThinking(true)
                .listeners(listeners)
                .build();
    }

    private static StreamingChatModel streamingChatModel(DeploymentWire wire, List<ChatModelListener> listeners) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .timeout(wire.provider().readTimeout())
                .modelName(wire.deployment().modelId())
                .strictJsonSchema(wire.schema())
                .returnThinking(true)
                .listeners(listeners)
                .build();
    }
}
