package dev.signalbox.test;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives a value to the keys, URLs and headers of providers that refer to variables which are not set where the test runs:
 * nobody is connected to, so any value will do.
 */
@RequiredArgsConstructor
final class UnsetConnectionSettings implements BeanFactoryPostProcessor, PriorityOrdered {

    private static final ConfigurationPropertyName PROVIDERS = ConfigurationPropertyName.of("signalbox.providers");

    private static final Set<String> SETTINGS = Set.of("apikey", "baseurl", "headers");

    private final ConfigurableEnvironment environment;

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Map<String, Object> standIns = new LinkedHashMap<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream().filter(this::isUnset).forEach(name -> standIns.put(name.toString(), standIn(name)));
            }
        }
        environment.getPropertySources().addFirst(new MapPropertySource("signalboxTest", standIns));
    }

    private boolean isUnset(ConfigurationPropertyName name) {
        return PROVIDERS.isAncestorOf(name)
                && SETTINGS.contains(setting(name))
                && Binder.get(environment)
                        .bind(name, Bindable.of(String.class))
                        .orElse("")
                        .contains("${");
    }

    private static String standIn(ConfigurationPropertyName name) {
        return setting(name).equals("baseurl") ? "http://simulated" : "simulated";
    }

    /** The part behind the provider's name, in the form in which all spellings are the same. */
    private static String setting(ConfigurationPropertyName name) {
        int index = PROVIDERS.getNumberOfElements() + 1;
        return index < name.getNumberOfElements() ? name.getElement(index, Form.UNIFORM) : "";
    }
}
