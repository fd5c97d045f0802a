package dev.signalbox.router.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * An application that has written this YAML.
 *
 * @param text the YAML
 * @param variables its environment variables; those of this machine are never seen
 */
record Yaml(String text, Map<String, Object> variables)
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static Yaml of(String text) {
        return new Yaml(text, Map.of());
    }

    Yaml with(String variable, String value) {
        return new Yaml(text, Map.of(variable, value));
    }

    ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        NothingConfiguredAutoConfiguration.class, SignalboxAutoConfiguration.class))
                .withInitializer(this);
    }

    ConfigurableEnvironment environment() {
        ConfigurableEnvironment environment = new StandardEnvironment();
        addTo(environment);
        return environment;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        addTo(context.getEnvironment());
    }

    private void addTo(ConfigurableEnvironment environment) {
        MutablePropertySources sources = environment.getPropertySources();
        String system = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        sources.replace(system, new SystemEnvironmentPropertySource(system, variables));
        try {
            ByteArrayResource resource =
                    new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), "application.yml");
            new YamlPropertySourceLoader().load("application.yml", resource).forEach(sources::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ConfigurationPropertySources.attach(environment);
    }
}
