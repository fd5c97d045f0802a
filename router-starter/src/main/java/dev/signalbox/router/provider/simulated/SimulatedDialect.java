package dev.signalbox.router.provider.simulated;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.provider.Dialect;
import dev.signalbox.router.provider.ProviderSettings;
import java.util.List;
import java.util.function.Function;

/**
 * The dialect {@code simulated}: deployments that answer by rules instead of calling anybody, so that policies can be
 * rehearsed offline with text, tool calls, structured output, times and failures. Needs neither URL nor key.
 */
public final class SimulatedDialect implements Dialect {

    private final Function<Deployment, Simulation> simulations;
    private final Clockwork clockwork;

    /**
     * A dialect that starts no thread of its own.
     *
     * @param simulations how each deployment behaves; {@link Simulation#DEFAULT} where nothing is configured
     * @param clockwork in whose time calls wait, and on whose threads streams come
     */
    public SimulatedDialect(Function<Deployment, Simulation> simulations, Clockwork clockwork) {
        this.simulations = simulations;
        this.clockwork = clockwork;
    }

    @Override
    public String name() {
        return "simulated";
    }

    /** Makes a client whose calls are numbered from 1; of an embedding model as well. */
    @Override
    public DeploymentClient connect(
            ProviderSettings provider, Deployment deployment, List<ChatModelListener> listeners) {
        Simulation simulation = simulations.apply(deployment);
        Simulator simulator = new Simulator(deployment, simulation, provider.readTimeout(), clockwork);
        List<ChatModelListener> told = List.copyOf(listeners);
        SimulatedChatModel whole = new SimulatedChatModel(simulator, told);
        if (deployment.embeds()) {
            return new SimulatedEmbeddingClient(whole);
        }
        boolean streams = deployment.capabilities().contains(Capability.STREAMING);
        return new SimulatedClient(whole, streams ? new SimulatedStreamingChatModel(simulator, told, clockwork) : null);
    }

    @Override
    public DeploymentClient connectEmbeddings(ProviderSettings provider, Deployment deployment) {
        return connect(provider, deployment, List.of());
    }
}
