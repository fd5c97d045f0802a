package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Names;
import dev.signalbox.router.provider.ApiKey;
import dev.signalbox.router.provider.Preset;
import dev.signalbox.router.provider.ProviderSettings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out what is needed to reach each provider: from its properties, its preset and the environment. */
final class Providers {

    private static final String PROPERTY = "signalbox.providers.";

    private final Map<String, Provider> byName = new LinkedHashMap<>();
    private final Collection<String> dialects;
    private final Function<String, @Nullable String> environment;

    /**
     * Resolves what is configured.
     *
     * @param dialects the names of the dialects that there are
     * @param environment the values of environment variables
     */
    Providers(
            Map<String, ProviderProperties> configured,
            Collection<String> dialects,
            Function<String, @Nullable String> environment) {
        this.dialects = dialects;
        this.environment = environment;
        configured.forEach((name, properties) -> byName.put(name, resolve(name, properties)));
    }

    /**
     * The provider of that name, configured or known in advance.
     *
     * @param property where it is named
     */
    Provider provider(String property, String name) {
        if (!byName.containsKey(name) && !names().contains(name)) {
            throw ConfigurationProblem.unknown(
                    property,
                    name,
                    "providers",
                    names(),
                    "Name one of the known providers, or add 'signalbox.providers." + name
                            + "' with its 'dialect' and 'base-url'.");
        }
        return byName.computeIfAbsent(name, unconfigured -> resolve(unconfigured, ProviderProperties.NONE));
    }

    /** All that may be named. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(byName.keySet());
        names.addAll(dialects);
        names.addAll(presets());
        return names;
    }

    private static List<String> presets() {
        return Preset.all().stream().map(Preset::name).toList();
    }

    /** Those configured or used so far. */
    Map<String, Provider> byName() {
        return byName;
    }

    private Provider resolve(String name, ProviderProperties properties) {
        Preset preset = preset(name, properties);
        String dialect = dialect(name, properties, preset);
        String baseUrl = properties.baseUrl();
        boolean known = preset != null && (baseUrl == null || baseUrl.equals(preset.baseUrl()));
        ProviderSettings settings = ProviderSettings.builder()
                .name(name)
                .baseUrl(baseUrl != null || preset == null ? baseUrl : preset.baseUrl())
                .apiKey(key(properties, known ? preset : null))
                .headers(properties.headers())
                .connectTimeout(new Checks(PROPERTY + name).positive("connect-timeout", properties.connectTimeout()))
                .readTimeout(new Checks(PROPERTY + name).positive("read-timeout", properties.readTimeout()))
                .build();
        boolean required = preset != null && preset.keyRequired() && (known || properties.apiKey() != null);
        return new Provider(settings, dialect, preset, required);
    }

    /** A preset of another dialect does not apply, so that a provider is simulated by changing its dialect alone. */
    private static @Nullable Preset preset(String name, ProviderProperties properties) {
        String named = properties.preset();
        Preset preset = Preset.of(named == null ? name : named).orElse(null);
        if (named != null && preset == null) {
            throw ConfigurationProblem.unknown(
                    PROPERTY + name + ".preset",
                    named,
                    "presets",
                    presets(),
                    "Name one of the known presets, or write 'dialect' and 'base-url' instead.");
        }
        String dialect = properties.dialect();
        return preset == null || dialect == null || dialect.equals(preset.dialect()) ? preset : null;
    }

    private String dialect(String name, ProviderProperties properties, @Nullable Preset preset) {
        String written = properties.dialect();
        String dialect = written != null ? written : preset != null ? preset.dialect() : name;
        if (dialects.contains(dialect)) {
            return dialect;
        }
        if (written == null && preset == null) {
            throw new ConfigurationProblem(
                    PROPERTY + name + ".dialect",
                    null,
                    "The provider '" + name + "' has no dialect, and there is no preset of its name."
                            + Names.known("presets", name, presets()),
                    "Correct its name, or write its 'dialect', one of: " + String.join(", ", dialects) + ".");
        }
        throw missing(PROPERTY + name + ".dialect", dialect);
    }

    private ConfigurationProblem missing(String property, String dialect) {
        if (dialect.equals("openai")) {
            return new ConfigurationProblem(
                    property,
                    dialect,
                    "The dialect 'openai' needs a library that is not on the class path.",
                    "Add the dependency 'dev.langchain4j:langchain4j-open-ai'.");
        }
        return ConfigurationProblem.unknown(
                property, dialect, "dialects", dialects, "Name one of them, or add a bean of type Dialect.");
    }

    /** A key that is written counts, also if it is blank; only for its own URL may a preset's variable be read. */
    private @Nullable ApiKey key(ProviderProperties properties, @Nullable Preset preset) {
        String key = properties.apiKey();
        if (key == null && preset != null) {
            key = environment.apply(preset.environmentVariable());
        }
        return key == null || key.isBlank() ? null : new ApiKey(key);
    }
}
