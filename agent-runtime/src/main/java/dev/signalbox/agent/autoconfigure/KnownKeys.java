package dev.signalbox.agent.autoconfigure;

import dev.signalbox.router.model.Names;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
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

/** Looks for properties that belong to nothing, by the types that they would be bound to. */
@RequiredArgsConstructor
final class KnownKeys {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(AgentProperties.PREFIX);

    private final ConfigurableEnvironment environment;

    /**
     * Checks all properties of the runtime. Environment variables are spared: one may mean something else.
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

    private static void check(ConfigurationPropertyName name) {
        ResolvableType type = ResolvableType.forClass(AgentProperties.class);
        for (int depth = PREFIX.getNumberOfElements(); depth < name.getNumberOfElements(); depth++) {
            ResolvableType child = child(type, name.getElement(depth, Form.UNIFORM));
            if (child == null) {
                throw unknown(name.chop(depth), name.getElement(depth, Form.DASHED), type.toClass());
            } else if (child.toClass() == Object.class) {
                return;
            }
            type = child;
        }
    }

    /** A map of plain values takes whatever stands below it as part of the key. */
    private static @Nullable ResolvableType child(ResolvableType type, String key) {
        Class<?> raw = type.toClass();
        if (raw.isRecord()) {
            return Arrays.stream(raw.getRecordComponents())
                    .filter(component -> component.getName().equalsIgnoreCase(key))
                    .findFirst()
                    .map(component -> ResolvableType.forType(component.getGenericType()))
                    .orElse(null);
        } else if (Map.class.isAssignableFrom(raw)) {
            ResolvableType value = type.asMap().getGeneric(1);
            return value.toClass().isRecord() ? value : ResolvableType.forClass(Object.class);
        }
        return null;
    }

    private static ConfigurationProblem unknown(ConfigurationPropertyName parent, String key, Class<?> type) {
        String known = type.isRecord() ? Names.known("keys", key, of(type)) : " It is a single value.";
        return new ConfigurationProblem(
                parent + "." + key,
                null,
                "'" + parent + "' has no key '" + key + "'." + known,
                "Correct or remove it.");
    }

    private static List<String> of(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(DataObjectPropertyName::toDashedForm)
                .toList();
    }
}
