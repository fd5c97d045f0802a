package dev.signalbox.agent.autoconfigure;

import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/** Tells what is wrong with the configuration, where it is written, and what to write instead. */
final class ConfigurationProblemAnalyzer extends AbstractFailureAnalyzer<ConfigurationProblem> {

    private final Environment environment;

    ConfigurationProblemAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationProblem problem) {
        StringJoiner description = new StringJoiner(System.lineSeparator());
        description.add(problem.getMessage()).add("");
        description.add("    Property: " + problem.property());
        if (problem.value() != null) {
            description.add("    Value: " + problem.value());
        }
        Origin origin = origin(problem.property());
        if (origin != null) {
            description.add("    Origin: " + origin);
        }
        return new FailureAnalysis(description.toString(), problem.action(), problem);
    }

    /** That of the property, or of the first thing below it. */
    private @Nullable Origin origin(String property) {
        if (!ConfigurationPropertyName.isValid(property)) {
            return null;
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            Origin origin = Stream.concat(Stream.of(name), below(name, source))
                    .map(source::getConfigurationProperty)
                    .map(Origin::from)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            if (origin != null) {
                return origin;
            }
        }
        return null;
    }

    private static Stream<ConfigurationPropertyName> below(
            ConfigurationPropertyName name, ConfigurationPropertySource source) {
        return source instanceof IterableConfigurationPropertySource names
                ? names.stream().filter(name::isAncestorOf)
                : Stream.empty();
    }
}
