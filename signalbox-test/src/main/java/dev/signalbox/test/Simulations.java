package dev.signalbox.test;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.autoconfigure.DeploymentClients;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Names;
import dev.signalbox.router.provider.ProviderSettings;
import dev.signalbox.router.provider.simulated.SimulatedAnswer;
import dev.signalbox.router.provider.simulated.SimulatedDialect;
import dev.signalbox.router.provider.simulated.SimulatedFailure;
import dev.signalbox.router.provider.simulated.SimulatedFailureKind;
import dev.signalbox.router.provider.simulated.Simulation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/**
 * Says how deployments behave in one test, in place of what is configured. In a {@link SignalboxTest} it is a bean, and after
 * each test everything is as configured again: what was said is forgotten, cooldowns are over, drained deployments are back.
 *
 * <pre>{@code
 * @Test
 * void fallsBackToTheHouse(@Autowired Simulations simulations, @Autowired TravelDesk desk) {
 *     simulations.fail("sim/small", SimulatedFailureKind.RATE_LIMITED).answer("in-house/small", "From the house.");
 *
 *     assertThat(desk.reply("Hi", facts().asParameters())).isEqualTo("From the house.");
 * }
 * }</pre>
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class Simulations {

    private final Supplier<SimulatedDialect> configured;
    private final Supplier<List<ChatModelListener>> listeners;
    private final Supplier<Clockwork> clockwork;
    private final Map<String, SimulatedDeployment> deployments = new ConcurrentHashMap<>();

    /**
     * Lets a deployment answer every call with this text.
     *
     * @throws IllegalArgumentException if there is no such deployment, naming the nearest
     */
    public Simulations answer(String deploymentId, String text) {
        SimulatedAnswer answer = SimulatedAnswer.builder().text(text).build();
        return simulate(
                deploymentId, Simulation.builder().answers(List.of(answer)).build());
    }

    /**
     * Lets every call to a deployment fail.
     *
     * @throws IllegalArgumentException if there is no such deployment, naming the nearest
     */
    public Simulations fail(String deploymentId, SimulatedFailureKind kind) {
        SimulatedFailure failure = SimulatedFailure.builder().kind(kind).build();
        return simulate(
                deploymentId, Simulation.builder().failures(List.of(failure)).build());
    }

    /**
     * Lets a deployment behave in any way.
     *
     * @throws IllegalArgumentException if there is no such deployment, naming the nearest
     */
    public Simulations simulate(String deploymentId, Simulation simulation) {
        SimulatedDeployment deployment = deployments.get(deploymentId);
        if (deployment == null) {
            throw new IllegalArgumentException("'" + deploymentId + "' is not a deployment."
                    + Names.known("deployments", deploymentId, deployments.keySet()));
        }
        deployment.behave(simulation);
        return this;
    }

    /** Forgets what was said. */
    public void reset() {
        deployments.values().forEach(SimulatedDeployment::reset);
    }

    DeploymentClients.Connection connect(ProviderSettings provider, Deployment deployment) {
        DeploymentClient asConfigured = configured.get().connect(provider, deployment, listeners.get());
        SimulatedDeployment client = new SimulatedDeployment(
                asConfigured,
                simulation -> new SimulatedDialect(any -> simulation, clockwork.get())
                        .connect(provider, deployment, listeners.get()));
        deployments.put(deployment.id(), client);
        return new DeploymentClients.Usable(provider, client);
    }
}
