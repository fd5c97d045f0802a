package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Names;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Looks for properties that belong to nothing, by the types that they would be bound to. Spring Boot's own handler does
 * not see those that are nested in the elements of a list, where a misspelt condition would be lost.
 */
@RequiredArgsConstructor
final class KnownKeys {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(SignalboxProperties.PREFIX);

    private final ConfigurableEnvironment environment;

    /**
     * Checks all properties of the router. Environment variables are spared: one may mean something else.
     *
     * @throws ConfigurationProblem for one that belongs to nothing
     */
    void check() {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names
                    && !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
                names.stream().filter(PREFIX::isAncestorOf).forEach(KnownKeys::check);
            }
        }
    }

    /** What is unknown right below the prefix belongs to others. */
    private static void check(ConfigurationPropertyName name) {
        ResolvableType type = child(ResolvableType.forClass(SignalboxProperties.class), name, 1);
        for (int depth = 2; type != null && depth < name.getNumberOfElements(); depth++) {
            ResolvableType child = child(type, name, depth);
            if (child == null && type.toClass() != Object.class) {
                throw unknown(name.chop(depth), name.getElement(depth, Form.DASHED), type.toClass());
            }
            type = child;
        }
    }

    /** A map of plain values takes whatever stands below it as part of the key. */
    private static @Nullable ResolvableType child(ResolvableType type, ConfigurationPropertyName name, int depth) {
        Class<?> raw = type.toClass();
        if (raw.isRecord()) {
            String key = name.getElement(depth, Form.UNIFORM);
            return Arrays.stream(raw.getRecordComponents())
                    .filter(component -> component.getName().equalsIgnoreCase(key))
                    .findFirst()
                    .map(component -> ResolvableType.forType(component.getGenericType()))
                    .orElse(null);
        } else if (Map.class.isAssignableFrom(raw)) {
            ResolvableType value = type.asMap().getGeneric(1);
            return value.toClass().isRecord() ? value : ResolvableType.forClass(Object.class);
        }
        return Collection.class.isAssignableFrom(raw) && name.isNumericIndex(depth)
                ? type.asCollection().getGeneric(0)
                : null;
    }

    private static ConfigurationProblem unknown(ConfigurationPropertyName parent, String key, Class<?> type) {
        String message = "'" + parent + "' has no key '" + key + "'.";
        String action = "Correct or remove it.";
        if (type.isRecord()) {
            message += Names.known("keys", key, of(type));
        } else {
            message += Collection.class.isAssignableFrom(type) ? " It is a list." : " It is a single value.";
        }
        if (parent.getNumberOfElements() == 3) {
            action += " If '" + key + "' is part of a name: names hold lower-case letters, digits and dashes only; a"
                    + " model has 'aliases' for others.";
        }
        return new ConfigurationProblem(parent + "." + key, null, message, action);
    }

    /** The keys that a record has. */
    static List<String> of(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(DataObjectPropertyName::toDashedForm)
                .toList();
    }
}
