package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.execution.Embeddings;
import dev.signalbox.router.model.Deployment;
import java.util.List;

/** The language that a provider speaks: turns a configured deployment into LangChain4j models. */
public interface Dialect {

    /** The name that providers use for it. */
    String name();

    /**
     * Makes the client of one deployment. Connects to nobody yet.
     *
     * @param listeners told about each attempt at the deployment, once
     * @throws IllegalArgumentException if a setting is missing or does not fit, naming the property
     */
    DeploymentClient connect(ProviderSettings provider, Deployment deployment, List<ChatModelListener> listeners);

    /**
     * Makes the client of one deployment that turns texts into vectors, as {@link Embeddings} passes them. Connects to nobody
     * yet. Many dialects have no embeddings: unless this method is overridden, it says so.
     *
     * @throws IllegalArgumentException if the dialect has no embeddings, or if a setting is missing or does not fit, naming
     *     the property
     */
    default DeploymentClient connectEmbeddings(ProviderSettings provider, Deployment deployment) {
        throw new IllegalArgumentException(
                "The provider '" + provider.name() + "' of the deployment '" + deployment.id()
                        + "' speaks the dialect '" + name()
                        + "', which has no embeddings. Name a provider whose dialect has them,"
                        + " for example one with 'dialect: openai', or make the model one for chat.");
    }
}
