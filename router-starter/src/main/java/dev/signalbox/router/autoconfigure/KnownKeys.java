package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Names;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
public final class KnownKeys {

    private final ConfigurationPropertyName prefix;
    private final Class<?> root;
    private final boolean shared;

    /**
     * Of what is bound below a prefix.
     *
     * @param root the record that it is bound to
     * @param shared whether what is unknown right below the prefix belongs to others
     */
    public KnownKeys(String prefix, Class<?> root, boolean shared) {
        this.prefix = ConfigurationPropertyName.of(prefix);
        this.root = root;
        this.shared = shared;
    }

    /**
     * Checks all properties below the prefix. Environment variables are spared: one may mean something else.
     *
     * @throws ConfigurationProblem for one that belongs to nothing
     */
    public void check(ConfigurableEnvironment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names
                    && !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
                names.stream().filter(prefix::isAncestorOf).forEach(this::check);
            }
        }
    }

    private void check(ConfigurationPropertyName name) {
        ResolvableType type = ResolvableType.forClass(root);
        int first = prefix.getNumberOfElements();
        for (int depth = first; type != null && depth < name.getNumberOfElements(); depth++) {
            ResolvableType child = child(type, name, depth);
            boolean ofOthers = shared && depth == first;
            if (child == null && type.toClass() != Object.class && !ofOthers) {
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

    private ConfigurationProblem unknown(ConfigurationPropertyName parent, String key, Class<?> type) {
        String message = "'" + parent + "' has no key '" + key + "'.";
        String action = "Correct or remove it.";
        if (type.isRecord()) {
            message += Names.known("keys", key, of(type));
        } else {
            message += Collection.class.isAssignableFrom(type) ? " It is a list." : " It is a single value.";
        }
        if (root == SignalboxProperties.class && parent.getNumberOfElements() == 3) {
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
