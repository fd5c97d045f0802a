package dev.signalbox.router.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where a provider's API begins. */
final class BaseUrl {

    private BaseUrl() {}

    /**
     * The provider's URL.
     *
     * @param example what somebody may write who has written nothing
     * @throws IllegalArgumentException if there is none, or if it is not one of HTTP
     */
    static String of(ProviderSettings provider, String example) {
        String property = "signalbox.providers." + provider.name() + ".base-url";
        String url = provider.baseUrl();
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException(property + " is missing. Write where the API of '" + provider.name()
                    + "' begins, for example " + example + ".");
        }
        if (!isHttp(uri(url))) {
            throw new IllegalArgumentException(property + " is '" + url.replaceAll("//[^/@]*@", "//…@")
                    + "'. It must be an http or https URL with a host, for example " + example + ".");
        }
        return url;
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
