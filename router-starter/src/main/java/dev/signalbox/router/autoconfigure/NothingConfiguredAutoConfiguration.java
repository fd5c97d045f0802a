package dev.signalbox.router.autoconfigure;

import java.util.List;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;

/** Says what to write where no model is configured, and otherwise leaves the application as it is. */
@Slf4j
@AutoConfiguration
@Conditional(ModelsConfigured.Not.class)
public final class NothingConfiguredAutoConfiguration {

    @Bean
    SmartInitializingSingleton signalboxHint(ConfigurableEnvironment environment) {
        new PropertyNames(environment).check();
        List.of("policies", "rules", "guards").forEach(part -> requireAbsent(environment, part));
        return () ->
                log.info("Signalbox: no model is configured, so nothing is routed. To begin, set OPENROUTER_API_KEY"
                        + " and paste into application.yml: signalbox: { models: { fast: { deployments:"
                        + " [openrouter/openai/gpt-5.4-mini] } } }");
    }

    private static void requireAbsent(ConfigurableEnvironment environment, String part) {
        ConfigurationPropertyName property = ConfigurationPropertyName.of("signalbox." + part);
        if (ModelsConfigured.isConfigured(environment, property)) {
            throw new ConfigurationProblem(
                    property.toString(),
                    null,
                    "'" + property + "' is configured, but there is no model, so nothing would be routed.",
                    "Add models, for example signalbox.models.fast.deployments: [ollama/llama3.2].");
        }
    }
}
