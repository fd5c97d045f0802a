package dev.signalbox.test;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.autoconfigure.DeploymentClients;
import dev.signalbox.router.autoconfigure.SignalboxAutoConfiguration;
import dev.signalbox.router.provider.simulated.SimulatedDialect;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Simulates every deployment, whatever dialect its provider speaks and whether there is a key. */
@AutoConfiguration(before = SignalboxAutoConfiguration.class)
final class SimulatedDeploymentsAutoConfiguration {

    @Bean
    DeploymentClients simulatedDeployments(
            ObjectProvider<SimulatedDialect> dialect, ObjectProvider<ChatModelListener> listeners) {
        return (provider, deployment) -> new DeploymentClients.Usable(
                provider,
                dialect.getObject()
                        .connect(provider, deployment, listeners.orderedStream().toList()));
    }

    @Bean
    static UnsetConnectionSettings unsetConnectionSettings(ConfigurableEnvironment environment) {
        return new UnsetConnectionSettings(environment);
    }
}
