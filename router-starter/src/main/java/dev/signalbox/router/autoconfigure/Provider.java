package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.provider.Preset;
import dev.signalbox.router.provider.ProviderSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A provider, ready to be connected to.
 *
 * @param settings how it is reached
 * @param dialect the name of the dialect that it speaks
 * @param preset what is known of it in advance, {@code null} if nothing is
 * @param keyRequired whether it answers only with a key
 */
record Provider(
        ProviderSettings settings, String dialect, @Nullable Preset preset, boolean keyRequired) {

    String name() {
        return settings.name();
    }

    boolean keyMissing() {
        return keyRequired && settings.apiKey() == null;
    }

    /** What to do about a missing key. */
    String missingKey() {
        String property = "set signalbox.providers." + name() + ".api-key";
        return preset == null ? property : property + " or " + preset.environmentVariable();
    }

    /** For people: whether there is a key. */
    String key() {
        if (settings.apiKey() != null) {
            return "yes";
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
