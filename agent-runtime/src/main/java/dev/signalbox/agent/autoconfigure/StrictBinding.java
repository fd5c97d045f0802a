package dev.signalbox.agent.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;

/** Binds the properties so that nothing that is written goes unheard. */
@RequiredArgsConstructor
final class StrictBinding {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]*)[^}]*}?");

    private final ConfigurableEnvironment environment;

    /**
     * Binds.
     *
     * @throws ConfigurationProblem if a name is unknown or a value is not one
     * @throws BindException if a value cannot be converted; Spring Boot knows how to tell
     */
    AgentProperties bind() {
        new KnownKeys(environment).check();
        try {
            return Binder.get(environment)
                    .bindOrCreate(AgentProperties.PREFIX, Bindable.of(AgentProperties.class), new Values());
        } catch (BindException e) {
            throw e.getCause() instanceof ConfigurationProblem problem ? problem : e;
        }
    }

    /** Refuses values that still hold a placeholder, and says which values there are where they have names. */
    private static final class Values extends AbstractBindHandler {

        @Override
        public Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            Matcher placeholder = PLACEHOLDER.matcher(result instanceof String text ? text : "");
            if (placeholder.find()) {
                String variable = placeholder.group(1);
                throw new ConfigurationProblem(
                        name.toString(),
                        placeholder.group(),
                        "'" + name + "' refers to '" + variable + "', which is not set.",
                        "Set '" + variable + "', or write a default: ${" + variable + ":}.");
            }
            return result;
        }

        @Override
        public Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                throws Exception {
            Class<?> type = target.getType().toClass();
            if (type.isEnum() && context.getConfigurationProperty() != null) {
                List<String> known = Arrays.stream(type.getEnumConstants())
                        .map(constant ->
                                constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList();
                Object value = context.getConfigurationProperty().getValue();
                throw ConfigurationProblem.unknown(name.toString(), String.valueOf(value), "values", known);
            }
            throw error;
        }
    }
}
