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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what is needed to reach each provider: from its properties, its preset and the environment. */
final class Providers {

    private static final String PROPERTY = "signalbox.providers.";
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** What each dialect needs. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "openai", "langchain4j-open-ai",
            "anthropic", "langchain4j-anthropic",
            "google-ai-gemini", "langchain4j-google-ai-gemini",
            "mistral-ai", "langchain4j-mistral-ai",
            "ollama", "langchain4j-ollama");

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
        names.addAll(Preset.names());
        return names;
    }

    /** Those configured or used so far. */
    Map<String, Provider> byName() {
        return byName;
    }

    private Provider resolve(String name, ProviderProperties properties) {
        Preset preset = preset(name, properties);
        String dialect = dialect(name, properties, preset);
        String baseUrl = properties.baseUrl();
        requireUrl(name, baseUrl, preset);
        boolean known = preset != null && preset.isAt(baseUrl);
        List<ApiKey> keys = keys(properties, known ? preset : null);
        ProviderSettings settings = ProviderSettings.builder()
                .name(name)
                .baseUrl(baseUrl != null || preset == null ? baseUrl : preset.baseUrl())
                .apiKey(keys.isEmpty() ? null : keys.get(0))
                .keyHeader(keyHeader(name, properties, preset))
                .headers(properties.headers())
                .query(properties.query())
                .connectTimeout(new Checks(PROPERTY + name).positive("connect-timeout", properties.connectTimeout()))
                .readTimeout(new Checks(PROPERTY + name).positive("read-timeout", properties.readTimeout()))
                .build();
        boolean written = properties.apiKey() != null || !properties.apiKeys().isEmpty();
        boolean required = preset != null && preset.keyRequired() && (known || written);
        return new Provider(settings, keys, dialect, preset, required);
    }

    private static void requireUrl(String name, @Nullable String baseUrl, @Nullable Preset preset) {
        if (preset != null && preset.baseUrl() == null && (baseUrl == null || baseUrl.isBlank())) {
            String property = PROPERTY + name + ".base-url";
            throw new ConfigurationProblem(
                    property,
                    null,
                    "'" + property + "' is missing. Each user of '" + preset.name() + "' has a URL of his own.",
                    "Write it, for example 'https://my-resource.openai.azure.com/openai/deployments/{model-id}', and the"
                            + " version of its API as 'query: { api-version: 2024-10-21 }'.");
        }
    }

    private static @Nullable String keyHeader(String name, ProviderProperties properties, @Nullable Preset preset) {
        String header = properties.keyHeader();
        if (header == null) {
            return preset == null ? null : preset.keyHeader();
        }
        if (!HEADER.matcher(header).matches()) {
            throw new ConfigurationProblem(
                    PROPERTY + name + ".key-header",
                    header,
                    "'" + header + "' is not the name of an HTTP header.",
                    "Write a name such as 'api-key', or leave it away.");
        }
        return header;
    }

    /**
     * A preset of another dialect does not apply, so that a provider is simulated by changing its dialect alone. Of two
     * presets that fit, the first whose dialect is there applies.
     */
    private @Nullable Preset preset(String name, ProviderProperties properties) {
        String named = properties.preset();
        String dialect = properties.dialect();
        List<Preset> presets = Preset.of(named == null ? name : named, dialect == null ? properties.baseUrl() : null);
        if (named != null && presets.isEmpty()) {
            throw ConfigurationProblem.unknown(
                    PROPERTY + name + ".preset",
                    named,
                    "presets",
                    Preset.names(),
                    "Name one of the known presets, or write 'dialect' and 'base-url' instead.");
        }
        if (dialect != null) {
            return presets.stream()
                    .filter(preset -> preset.dialect().equals(dialect))
                    .findFirst()
                    .orElse(null);
        }
        return presets.stream()
                .filter(preset -> dialects.contains(preset.dialect()))
                .findFirst()
                .orElse(presets.isEmpty() ? null : presets.get(0));
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
                            + Names.known("presets", name, Preset.names()),
                    "Correct its name, or write its 'dialect', one of: " + String.join(", ", dialects) + ".");
        }
        throw missing(PROPERTY + name + ".dialect", dialect);
    }

    private ConfigurationProblem missing(String property, String dialect) {
        String library = LIBRARIES.get(dialect);
        if (library != null) {
            return new ConfigurationProblem(
                    property,
                    dialect,
                    "The dialect '" + dialect + "' needs a library that is not on the class path.",
                    "Add the dependency 'dev.langchain4j:" + library + "'.");
        }
        return ConfigurationProblem.unknown(
                property, dialect, "dialects", dialects, "Name one of them, or add a bean of type Dialect.");
    }

    /** Keys that are written count, also if they are blank; only for its own URL may a preset's variable be read. */
    private List<ApiKey> keys(ProviderProperties properties, @Nullable Preset preset) {
        String first = properties.apiKey();
        if (first == null && properties.apiKeys().isEmpty() && preset != null) {
            first = environment.apply(preset.environmentVariable());
        }
        return Stream.concat(Stream.ofNullable(first), properties.apiKeys().stream())
                .filter(key -> !key.isBlank())
                .distinct()
                .map(ApiKey::new)
                .toList();
    }
}
