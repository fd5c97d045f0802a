package dev.signalbox.test;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.autoconfigure.DeploymentClients;
import dev.signalbox.router.autoconfigure.SignalboxAutoConfiguration;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.provider.simulated.SimulatedDialect;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Simulates every deployment, whatever dialect its provider speaks and whether there is a key. */
@AutoConfiguration(before = SignalboxAutoConfiguration.class)
final class SimulatedDeploymentsAutoConfiguration {

    @Bean
    Simulations signalboxSimulations(
            ObjectProvider<SimulatedDialect> dialect,
            ObjectProvider<ChatModelListener> listeners,
            ObjectProvider<Clockwork> clockwork) {
        return new Simulations(
                dialect::getObject, () -> listeners.orderedStream().toList(), clockwork::getObject);
    }

    @Bean
    DeploymentClients simulatedDeployments(Simulations simulations) {
        return simulations::connect;
    }

    @Bean
    static UnsetConnectionSettings unsetConnectionSettings(ConfigurableEnvironment environment) {
        return new UnsetConnectionSettings(environment);
    }
}
