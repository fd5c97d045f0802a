package dev.signalbox.router.gateway;

import org.jspecify.annotations.Nullable;

/**
 * Data within a URL.
 *
 * @param mimeType what it is
 * @param base64 the data
 */
record DataUrl(String mimeType, String base64) {

    private static final String PREFIX = "data:";
    private static final String ENCODING = ";base64,";

    /** Reads a URL, {@code null} if it is of another kind. */
    static @Nullable DataUrl of(String url) {
        int encoding = url.indexOf(ENCODING);
        return url.startsWith(PREFIX) && encoding > 0
                ? new DataUrl(url.substring(PREFIX.length(), encoding), url.substring(encoding + ENCODING.length()))
                : null;
    }
}
