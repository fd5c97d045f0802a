package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.Router;
import dev.signalbox.router.RouterReload;
import dev.signalbox.router.execution.Clockwork;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ResourceLoader;

/**
 * Brings a {@link RouterReload}, which loads the router's configuration again from the application's files, and looks for
 * changes every {@code signalbox.reload.interval}. Not for a router that the application brings itself.
 */
@AutoConfiguration(after = SignalboxAutoConfiguration.class)
@ConditionalOnBean(name = "signalboxRouter")
@ConditionalOnMissingBean(RouterReload.class)
public final class SignalboxReloadAutoConfiguration {

    @Bean
    ConfigurationReload signalboxReload(
            ConfigurableEnvironment environment,
            ResourceLoader resources,
            ConfigurationSource source,
            RouterAssembly assembly,
            Router router) {
        return new ConfigurationReload(
                environment, new ConfigurationFiles(environment, resources), source, assembly, router);
    }

    @Bean
    ConfigurationWatch signalboxConfigurationWatch(
            ConfigurableEnvironment environment, ConfigurationReload reload, Clockwork clockwork) {
        return new ConfigurationWatch(
                reload,
                clockwork,
                new StrictBinding(environment).bind().reload().checkedInterval());
    }
}
