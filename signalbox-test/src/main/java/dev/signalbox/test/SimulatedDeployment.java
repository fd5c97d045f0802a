package dev.signalbox.test;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.provider.simulated.Simulation;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A simulated deployment whose behaviour a test may change; calls under way go on as they began. */
final class SimulatedDeployment implements DeploymentClient {

    private final DeploymentClient configured;
    private final Function<Simulation, DeploymentClient> clients;
    private volatile DeploymentClient current;

    SimulatedDeployment(DeploymentClient configured, Function<Simulation, DeploymentClient> clients) {
        this.configured = configured;
        this.clients = clients;
        this.current = configured;
    }

    void behave(Simulation simulation) {
        current = clients.apply(simulation);
    }

    void reset() {
        current = configured;
    }

    @Override
    public ChatModel chatModel() {
        return current.chatModel();
    }

    @Override
    public @Nullable StreamingChatModel streamingChatModel() {
        return current.streamingChatModel();
    }

    @Override
    public ChatRequestParameters parameters(Map<String, Object> parameters) {
        return configured.parameters(parameters);
    }
}
