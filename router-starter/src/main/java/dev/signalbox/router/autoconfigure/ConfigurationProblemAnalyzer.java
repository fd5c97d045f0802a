package dev.signalbox.router.autoconfigure;

import java.util.Optional;
import java.util.StringJoiner;
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

    /** That of the property, of the first thing below it, or of the list of which it is an element. */
    private @Nullable Origin origin(String property) {
        if (!ConfigurationPropertyName.isValid(property)) {
            return null;
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
        Origin origin = origin(name);
        if (origin == null) {
            origin = below(name);
        }
        return origin == null && name.isLastElementIndexed() ? origin(name.getParent()) : origin;
    }

    private @Nullable Origin origin(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            Origin origin = Origin.from(source.getConfigurationProperty(name));
            if (origin != null) {
                return origin;
            }
        }
        return null;
    }

    private @Nullable Origin below(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                Optional<ConfigurationPropertyName> first =
                        names.stream().filter(name::isAncestorOf).findFirst();
                if (first.isPresent()) {
                    return Origin.from(source.getConfigurationProperty(first.get()));
                }
            }
        }
        return null;
    }
}
