package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.execution.DeploymentClient;
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
}
