package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Deployment;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Speaks Ollama's own chat API, which knows more than the one that it offers in OpenAI's form. */
public final class OllamaDialect implements Dialect {

    private static final String EXAMPLE = "http://localhost:11434";

    private final ProviderHttp http;

    /**
     * A dialect whose streams are read on an executor.
     *
     * @param executor reads streams and calls their handlers; must never make one task wait for another
     * @param context goes along from the thread that starts a stream to the one that reads it
     */
    public OllamaDialect(Executor executor, Clockwork.ContextCapture context) {
        this.http = new ProviderHttp(executor, context);
    }

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public DeploymentClient connect(
            ProviderSettings provider, Deployment deployment, List<ChatModelListener> listeners) {
        DeploymentWire wire = wire(provider, deployment);
        return new OllamaDeploymentClient(
                deployment.modelId(),
                new DialectChatModel(chatModel(wire, listeners), wire.body(), UnaryOperator.identity()),
                new DialectStreamingChatModel(
                        streamingChatModel(wire, listeners), wire.body(), UnaryOperator.identity()));
    }

    private DeploymentWire wire(ProviderSettings provider, Deployment deployment) {
        String baseUrl = own(provider, BaseUrl.of(provider, deployment, EXAMPLE));
        return new DeploymentWire(http, provider, deployment, baseUrl, KeyHeader.BEARER);
    }

    @Override
    public DeploymentClient connectEmbeddings(ProviderSettings provider, Deployment deployment) {
        DeploymentWire wire = wire(provider, deployment);
        return EmbeddingClient.of(
                deployment.modelId(),
                EmbeddingSource.of(dimensions -> embeddingModel(wire, dimensions)),
                OllamaFailures.CLASSIFIER);
    }

    private static EmbeddingModel embeddingModel(DeploymentWire wire, @Nullable Integer dimensions) {
        return OllamaEmbeddingModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .timeout(wire.provider().readTimeout())
                .maxRetries(0)
                .modelName(wire.deployment().modelId())
                .dimensions(dimensions)
                .build();
    }

    private static OllamaChatModel chatModel(DeploymentWire wire, List<ChatModelListener> listeners) {
        return OllamaChatModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .timeout(wire.provider().readTimeout())
                .maxRetries(0)
                .modelName(wire.deployment().modelId())
                .supportedCapabilities(wire.capabilities())
                .returnThinking(true)
                .listeners(listeners)
                .build();
    }

    private static OllamaStreamingChatModel streamingChatModel(DeploymentWire wire, List<ChatModelListener> listeners) {
        return OllamaStreamingChatModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .timeout(wire.provider().readTimeout())
                .modelName(wire.deployment().modelId())
                .supportedCapabilities(wire.capabilities())
                .returnThinking(true)
                .listeners(listeners)
                .build();
    }

    private static String own(ProviderSettings provider, String baseUrl) {
        if (Preset.isOpenAiForm(baseUrl)) {
            throw new IllegalArgumentException(
                    "signalbox.providers." + provider.name() + ".base-url ends in '/v1', where"
                            + " Ollama speaks as OpenAI does. Leave '/v1' away, as in " + EXAMPLE
                            + ", or write 'dialect: openai'.");
        }
        return baseUrl;
    }
}
