package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Deployment;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The dialect {@code bean}: a deployment is a model that the application has built itself and keeps as a bean, whose name
 * is the model id. It keeps its own URL, key, retries and listeners.
 */
public final class BeanDialect implements Dialect {

    /** What providers call it. */
    public static final String NAME = "bean";

    private final Function<Deployment, Models> beans;
    private final Function<Deployment, Supplier<EmbeddingModel>> embeddingBeans;

    /**
     * A dialect that asks for a model when it is first used.
     *
     * @param beans finds the models of a deployment
     * @param embeddingBeans finds the model of a deployment that turns texts into vectors
     */
    public BeanDialect(
            Function<Deployment, Models> beans, Function<Deployment, Supplier<EmbeddingModel>> embeddingBeans) {
        this.beans = beans;
        this.embeddingBeans = embeddingBeans;
    }

    /**
     * The models behind one deployment.
     *
     * @param chatModel answers whole
     * @param streamingChatModel answers piece by piece; {@code null} if there is none
     */
    public record Models(
            Supplier<ChatModel> chatModel, @Nullable Supplier<StreamingChatModel> streamingChatModel) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DeploymentClient connect(
            ProviderSettings provider, Deployment deployment, List<ChatModelListener> listeners) {
        requireNothingElse(provider);
        Models models = beans.apply(deployment);
        BeanChatModel chatModel = new BeanChatModel(deployment.modelId(), models.chatModel());
        return models.streamingChatModel() == null
                ? DeploymentClient.of(chatModel, null)
                : DeploymentClient.of(
                        chatModel, new BeanStreamingChatModel(deployment.modelId(), models.streamingChatModel()));
    }

    @Override
    public DeploymentClient connectEmbeddings(ProviderSettings provider, Deployment deployment) {
        requireNothingElse(provider);
        return new BeanEmbeddingClient(deployment.modelId(), embeddingBeans.apply(deployment));
    }

    private static void requireNothingElse(ProviderSettings provider) {
        if (provider.baseUrl() != null
                || provider.apiKey() != null
                || !provider.headers().isEmpty()) {
            throw new IllegalArgumentException("The provider '" + provider.name() + "' has a base-url, an api-key or"
                    + " headers, but its dialect is 'bean': a bean brings its own. Remove them.");
        }
    }
}
