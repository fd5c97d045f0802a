package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.mistralai.MistralAiEmbeddingModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Deployment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Speaks Mistral's chat completions, with the thinking of its models apart from their text. */
public final class MistralAiDialect implements Dialect {

    private final ProviderHttp http;

    /**
     * A dialect whose streams are read on an executor.
     *
     * @param executor reads streams and calls their handlers; must never make one task wait for another
     * @param context goes along from the thread that starts a stream to the one that reads it
     */
    public MistralAiDialect(Executor executor, Clockwork.ContextCapture context) {
        this.http = new ProviderHttp(executor, context);
    }

    @Override
    public String name() {
        return "mistral-ai";
    }

    @Override
    public DeploymentClient connect(
            ProviderSettings provider, Deployment deployment, List<ChatModelListener> listeners) {
        DeploymentWire wire = wire(provider, deployment);
        return new MistralAiDeploymentClient(
                deployment.modelId(),
                new DialectChatModel(chatModel(wire, listeners), wire.body(), UnaryOperator.identity()),
                new DialectStreamingChatModel(
                        streamingChatModel(wire, listeners), wire.body(), UnaryOperator.identity()));
    }

    private DeploymentWire wire(ProviderSettings provider, Deployment deployment) {
        String baseUrl = BaseUrl.of(provider, deployment, "https://api.mistral.ai/v1");
        return new DeploymentWire(http, provider, deployment, baseUrl, KeyHeader.BEARER);
    }

    /** LangChain4j's model does not know how to ask for a length. */
    @Override
    public DeploymentClient connectEmbeddings(ProviderSettings provider, Deployment deployment) {
        DeploymentWire wire = wire(provider, deployment);
        EmbeddingModel model = embeddingModel(wire);
        EmbeddingSource source = (request, dimensions) -> wire.body()
                .sending(
                        dimensions == null ? Map.of() : Map.of("output_dimension", dimensions),
                        () -> model.embed(request));
        return EmbeddingClient.of(deployment.modelId(), source, MistralFailures.CLASSIFIER);
    }

    private static EmbeddingModel embeddingModel(DeploymentWire wire) {
        return MistralAiEmbeddingModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .apiKey(KeyHeader.PLACEHOLDER)
                .timeout(wire.provider().readTimeout())
                .maxRetries(0)
                .modelName(wire.deployment().modelId())
                .build();
    }

    private static MistralAiChatModel chatModel(DeploymentWire wire, List<ChatModelListener> listeners) {
        return MistralAiChatModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .apiKey(KeyHeader.PLACEHOLDER)
                .timeout(wire.provider().readTimeout())
                .maxRetries(0)
                .modelName(wire.deployment().modelId())
                .supportedCapabilities(wire.capabilities())
                .strictJsonSchema(wire.schema())
                .returnThinking(true)
                .listeners(listeners)
                .build();
    }

    private static MistralAiStreamingChatModel streamingChatModel(
            DeploymentWire wire, List<ChatModelListener> listeners) {
        return MistralAiStreamingChatModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .apiKey(KeyHeader.PLACEHOLDER)
                .timeout(wire.provider().readTimeout())
                .modelName(wire.deployment().modelId())
                .supportedCapabilities(wire.capabilities())
                .strictJsonSchema(wire.schema())
                .returnThinking(true)
                .listeners(listeners)
                .build();
    }
}
