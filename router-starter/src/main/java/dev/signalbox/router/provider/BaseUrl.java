package dev.signalbox.router.provider;

import dev.signalbox.router.model.Deployment;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where a provider's API begins. */
final class BaseUrl {

    /** Stands for the deployment's name of the model, where the URL holds it. */
    static final String MODEL_ID = "{model-id}";

    private BaseUrl() {}

    /**
     * The provider's URL for a deployment.
     *
     * @param example what somebody may write who has written nothing
     * @throws IllegalArgumentException if there is none, or if it is not one of HTTP
     */
    static String of(ProviderSettings provider, Deployment deployment, String example) {
        String property = "signalbox.providers." + provider.name() + ".base-url";
        String url = provider.baseUrl();
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException(property + " is missing. Write where the API of '" + provider.name()
                    + "' begins, for example " + example + ".");
        }
        String resolved = url.replace(MODEL_ID, inPath(deployment.modelId()));
        if (!isHttp(uri(resolved))) {
            throw new IllegalArgumentException(property + " is '" + url.replaceAll("//[^/@]*@", "//…@")
                    + "'. It must be an http or https URL with a host, for example " + example + ".");
        }
        return resolved.replaceAll("/+$", "");
    }

    private static String inPath(String modelId) {
        return URLEncoder.encode(modelId, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static @Nullable URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static boolean isHttp(@Nullable URI uri) {
        return uri != null
                && uri.getHost() != null
                && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
    }
}
