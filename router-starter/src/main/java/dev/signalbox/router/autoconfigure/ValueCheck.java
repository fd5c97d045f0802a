package dev.signalbox.router.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;

/** Refuses values that still hold a placeholder, and says in our words what else is not a value. */
public final class ValueCheck extends AbstractBindHandler {

    private static final Set<Class<?>> NUMBERS =
            Set.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class, BigDecimal.class);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]*)[^}]*}?");

    @Override
    public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        requireResolved(name, result.toString());
        return result;
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) throws Exception {
        String value = error instanceof BindException ? null : written(name, context);
        if (value == null) {
            throw error;
        }
        requireResolved(name, value);
        // Not shown, because it may be a header and so hold a key.
        if (Map.class.isAssignableFrom(target.getType().toClass())) {
            throw takesKeys(name, null, "Write keys below it, each with its value.");
        }
        Class<?> type = elementType(target);
        if (type.isEnum()) {
            List<String> known =
                    Arrays.stream(type.getEnumConstants()).map(ValueCheck::key).toList();
            throw ConfigurationProblem.unknown(name.toString(), value, "values", known);
        }
        if (type == DeploymentProperties.class
                && NestedExceptionUtils.getMostSpecificCause(error) instanceof IllegalArgumentException cause) {
            throw ConfigurationProblem.of(name.toString(), value, cause);
        }
        if (NUMBERS.contains(type)) {
            throw notA("number", "Write a number.", name, value);
        }
        if (type == Duration.class) {
            throw notA("duration", "Write a number and a unit, for example 500ms, 30s, 5m or 1h.", name, value);
        }
        if (type == Boolean.class || type == boolean.class) {
            throw notA("yes or a no", "Write true or false.", name, value);
        }
        if (type.isRecord()) {
            throw takesKeys(name, value, "Write one of its keys: " + String.join(", ", KnownKeys.of(type)) + ".");
        }
        throw error;
    }

    private static ConfigurationProblem takesKeys(
            ConfigurationPropertyName name, @Nullable String value, String action) {
        return new ConfigurationProblem(name.toString(), value, "'" + name + "' takes keys, not a value.", action);
    }

    private static ConfigurationProblem notA(String what, String action, ConfigurationPropertyName name, String value) {
        return new ConfigurationProblem(name.toString(), value, "'" + value + "' is not a " + what + ".", action);
    }

    private static @Nullable String written(ConfigurationPropertyName name, BindContext context) {
        for (ConfigurationPropertySource source : context.getSources()) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return String.valueOf(property.getValue());
            }
        }
        return null;
    }

    private static Class<?> elementType(Bindable<?> target) {
        return target.getType().hasGenerics()
                ? target.getType().getGeneric(0).toClass()
                : target.getType().toClass();
    }

    private static String key(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Shows the placeholder alone, because what stands around it may be a key. */
    private static void requireResolved(ConfigurationPropertyName name, String value) {
        Matcher placeholder = PLACEHOLDER.matcher(value);
        if (placeholder.find()) {
            String variable = placeholder.group(1);
            throw new ConfigurationProblem(
                    name.toString(),
                    placeholder.group(),
                    "'" + name + "' refers to '" + variable + "', which is not set.",
                    "Set '" + variable + "', or write a default: ${" + variable + ":}.");
        }
    }
}
