package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Deployment;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Speaks Google's {@code generateContent}, as Gemini's developer API does. */
public final class GoogleAiGeminiDialect implements Dialect {

    private static final KeyHeader KEY = new KeyHeader("x-goog-api-key", "");

    private final ProviderHttp http;

    /**
     * A dialect whose streams are read on an executor.
     *
     * @param executor reads streams and calls their handlers; must never make one task wait for another
     * @param context goes along from the thread that starts a stream to the one that reads it
     */
    public GoogleAiGeminiDialect(Executor executor, Clockwork.ContextCapture context) {
        this.http = new ProviderHttp(executor, context);
    }

    @Override
    public String name() {
        return "google-ai-gemini";
    }

    @Override
    public DeploymentClient connect(
            ProviderSettings provider, Deployment deployment, List<ChatModelListener> listeners) {
        DeploymentWire wire = wire(provider, deployment);
        return new GoogleAiGeminiDeploymentClient(
                deployment.modelId(),
                new DialectChatModel(chatModel(wire, listeners), wire.body(), UnaryOperator.identity()),
                new DialectStreamingChatModel(
                        streamingChatModel(wire, listeners), wire.body(), UnaryOperator.identity()));
    }

    private DeploymentWire wire(ProviderSettings provider, Deployment deployment) {
        String baseUrl = BaseUrl.of(provider, deployment, "https://generativelanguage.googleapis.com/v1beta");
        return new DeploymentWire(http, provider, deployment, baseUrl, KEY);
    }

    @Override
    public DeploymentClient connectEmbeddings(ProviderSettings provider, Deployment deployment) {
        DeploymentWire wire = wire(provider, deployment);
        return EmbeddingClient.of(
                deployment.modelId(),
                EmbeddingSource.of(dimensions -> embeddingModel(wire, dimensions)),
                GeminiFailures.CLASSIFIER);
    }

    private static EmbeddingModel embeddingModel(DeploymentWire wire, @Nullable Integer dimensions) {
        return GoogleAiEmbeddingModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .timeout(wire.provider().readTimeout())
                .maxRetries(0)
                .modelName(wire.deployment().modelId())
                .outputDimensionality(dimensions)
                .build();
    }

    private static GoogleAiGeminiChatModel chatModel(DeploymentWire wire, List<ChatModelListener> listeners) {
        return GoogleAiGeminiChatModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .timeout(wire.provider().readTimeout())
                .maxRetries(0)
                .modelName(wire.deployment().modelId())
                .supportedCapabilities(wire.capabilities())
                .returnThinking(true)
                .sendThinking(true)
                .listeners(listeners)
                .build();
    }

    private static GoogleAiGeminiStreamingChatModel streamingChatModel(
            DeploymentWire wire, List<ChatModelListener> listeners) {
        return GoogleAiGeminiStreamingChatModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .timeout(wire.provider().readTimeout())
                .modelName(wire.deployment().modelId())
                .returnThinking(true)
                .sendThinking(true)
                .listeners(listeners)
                .build();
    }
}
