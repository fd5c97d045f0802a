package dev.signalbox.samples.policies;

import dev.signalbox.router.autoconfigure.DeploymentClients;
import dev.signalbox.router.provider.simulated.SimulatedDialect;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Simulates every deployment, so that a recipe runs without keys. An application that uses a recipe has no such bean. */
@Configuration(proxyBeanMethods = false)
class SimulatedModels {

    @Bean
    DeploymentClients simulatedDeployments(SimulatedDialect dialect) {
        return (provider, deployment) ->
                new DeploymentClients.Usable(provider, dialect.connect(provider, deployment, List.of()));
    }
}
