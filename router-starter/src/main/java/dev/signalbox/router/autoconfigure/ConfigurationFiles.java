package dev.signalbox.router.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ResourceLoader;

/** The application's configuration files, as they are now; its environment holds them as they were when it started. */
@RequiredArgsConstructor
final class ConfigurationFiles {

    /** What Spring Boot's names for the sources that it makes of files begin with. */
    private static final List<String> OF_FILES = List.of("Config resource '", "Config tree '");

    private final ConfigurableEnvironment running;
    private final ResourceLoader resources;

    /**
     * Reads the files of the active profiles again. What did not come from files (arguments, environment variables, sources
     * that the application added) is that of the running environment, and keeps its precedence.
     */
    ConfigurableEnvironment read() {
        StandardEnvironment fresh = new StandardEnvironment();
        replace(fresh, notOfFiles());
        fresh.setDefaultProfiles(running.getDefaultProfiles());
        ConfigDataEnvironmentPostProcessor.applyTo(fresh, resources, null, running.getActiveProfiles());
        List<PropertySource<?>> files = fresh.getPropertySources().stream()
                .filter(ConfigurationFiles::isOfFile)
                .collect(Collectors.toList());
        replace(fresh, withFiles(files));
        ConfigurationPropertySources.attach(fresh);
        return fresh;
    }

    private static void replace(ConfigurableEnvironment environment, List<PropertySource<?>> with) {
        MutablePropertySources sources = environment.getPropertySources();
        sources.stream().toList().forEach(source -> sources.remove(source.getName()));
        with.forEach(sources::addLast);
    }

    private List<PropertySource<?>> notOfFiles() {
        return withFiles(List.of());
    }

    /** The files take the place that they have in the running environment. */
    private List<PropertySource<?>> withFiles(List<PropertySource<?>> files) {
        List<PropertySource<?>> all = new ArrayList<>();
        boolean placed = false;
        for (PropertySource<?> source : running.getPropertySources()) {
            if (!isOfFile(source)) {
                all.add(source);
            } else if (!placed) {
                all.addAll(files);
                placed = true;
            }
        }
        if (!placed) {
            all.addAll(files);
        }
        all.removeIf(ConfigurationPropertySources::isAttachedConfigurationPropertySource);
        return all;
    }

    private static boolean isOfFile(PropertySource<?> source) {
        return OF_FILES.stream().anyMatch(source.getName()::startsWith);
    }
}
