package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.provider.ApiKey;
import dev.signalbox.router.provider.Preset;
import dev.signalbox.router.provider.ProviderSettings;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider, ready to be connected to.
 *
 * @param settings how it is reached, with its first key
 * @param keys all its keys, in the order in which they are used
 * @param dialect the name of the dialect that it speaks
 * @param preset what is known of it in advance, {@code null} if nothing is
 * @param keyRequired whether it answers only with a key
 */
record Provider(
        ProviderSettings settings,
        List<ApiKey> keys,
        String dialect,
        @Nullable Preset preset,
        boolean keyRequired) {

    String name() {
        return settings.name();
    }

    /** The preset whose own URL it is reached at, {@code null} if it is somewhere else. */
    @Nullable
    Preset presetAtItsUrl() {
        return preset != null && preset.isAt(settings.baseUrl()) ? preset : null;
    }

    /** What its models can where nothing else is known of them. */
    Set<Capability> usualCapabilities() {
        return preset == null ? Deployment.USUAL_CAPABILITIES : preset.capabilities();
    }

    boolean keyMissing() {
        return keyRequired && settings.apiKey() == null;
    }

    /** How it is reached with each of its keys; without any, if it has none. */
    List<ProviderSettings> settingsByKey() {
        return keys.size() < 2
                ? List.of(settings)
                : keys.stream()
                        .map(key -> settings.toBuilder().apiKey(key).build())
                        .toList();
    }

    /** What to do about a missing key. */
    String missingKey() {
        String property = "set signalbox.providers." + name() + ".api-key";
        return preset == null ? property : property + " or " + preset.environmentVariable();
    }

    /** For people: whether there is a key. */
    String key() {
        if (!keys.isEmpty()) {
            return keys.size() == 1 ? "yes" : keys.size() + " keys";
        }
        return keyRequired ? "no" : "not needed";
    }

    /** For people: where it is, without anything that may be secret. */
    String host() {
        try {
            String url = settings.baseUrl() == null ? "" : settings.baseUrl();
            URI uri = URI.create(url.replace("{model-id}", "model-id"));
            String host = uri.getHost() == null ? "-" : uri.getHost();
            return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
        } catch (IllegalArgumentException notUsed) {
            return "-";
        }
    }
}
