package dev.signalbox.router.autoconfigure;

import lombok.RequiredArgsConstructor;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads configurations, with what is known of the application's beans. */
@RequiredArgsConstructor
final class ConfigurationSource {

    private final ConfigurableEnvironment environment;
    private final Dialects dialects;
    private final ModelBeans beans;

    /** The environment that the application runs in. */
    ConfigurableEnvironment environment() {
        return environment;
    }

    /**
     * The configuration that an environment holds.
     *
     * @throws ConfigurationProblem if something does not fit
     */
    RouterConfiguration read(ConfigurableEnvironment written) {
        return beans.completed(RouterConfiguration.read(written, dialects.names()));
    }
}
