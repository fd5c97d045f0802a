package dev.signalbox.router.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The router's properties as they are written.
 *
 * @param values by name, placeholders filled in
 */
record WrittenProperties(Map<String, String> values) {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(SignalboxProperties.PREFIX);
    private static final Set<String> OURS = Set.copyOf(KnownKeys.of(SignalboxProperties.class));

    private static final int LONGEST = 80;

    /** Reads those of an environment. */
    static WrittenProperties of(ConfigurableEnvironment environment) {
        Map<String, String> values = new TreeMap<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                names.stream()
                        .filter(WrittenProperties::isOurs)
                        .forEach(name -> values.computeIfAbsent(
                                name.toString(), written -> String.valueOf(environment.getProperty(written))));
            }
        }
        return new WrittenProperties(values);
    }

    private static boolean isOurs(ConfigurationPropertyName name) {
        return PREFIX.isAncestorOf(name) && OURS.contains(name.getElement(1, Form.DASHED));
    }

    /** What others say differently, a line each, without secrets. */
    List<String> changesTo(WrittenProperties others) {
        Set<String> names = new TreeSet<>(values.keySet());
        names.addAll(others.values.keySet());
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            String before = values.get(name);
            String after = others.values.get(name);
            if (!Objects.equals(before, after)) {
                changes.add(name + ": " + change(name, before, after));
            }
        }
        return changes;
    }

    private static String change(String property, @Nullable String before, @Nullable String after) {
        boolean secret = SecretProperties.isSecret(property);
        if (before == null) {
            return secret ? "added" : "added, " + shown(after);
        }
        if (after == null) {
            return secret ? "removed" : "removed, was " + shown(before);
        }
        return secret ? "changed" : shown(before) + " -> " + shown(after);
    }

    private static String shown(@Nullable String value) {
        String text = String.valueOf(value);
        return "'" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text) + "'";
    }
}
