package dev.signalbox.samples.policies;

import dev.signalbox.router.autoconfigure.DeploymentClients;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.KeyedClient;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.provider.ProviderSettings;
import dev.signalbox.router.provider.simulated.SimulatedDialect;
import dev.signalbox.router.provider.simulated.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Simulates every deployment, so that a recipe runs without keys. An application that uses a recipe has no such bean. */
@Configuration(proxyBeanMethods = false)
class SimulatedModels {

    @Bean
    DeploymentClients simulatedDeployments(Script script, Clockwork clockwork) {
        return (provider, deployment) -> {
            List<KeyedClient> clients = new ArrayList<>();
            for (Simulation simulation : script.behaviour(deployment.id())) {
                clients.add(client(provider, deployment, clients.size() + 1, simulation, clockwork));
            }
            return new DeploymentClients.Usable(clients);
        };
    }

    private static KeyedClient client(
            ProviderSettings provider, Deployment deployment, int key, Simulation simulation, Clockwork clockwork) {
        return new KeyedClient(
                provider.name() + ", key " + key,
                new SimulatedDialect(any -> simulation, clockwork).connect(provider, deployment, List.of()));
    }
}
