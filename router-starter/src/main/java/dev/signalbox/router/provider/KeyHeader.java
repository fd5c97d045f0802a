package dev.signalbox.router.provider;

/**
 * How a key is sent where the provider's settings do not say it.
 *
 * @param name the header
 * @param prefix what stands before the key
 */
record KeyHeader(String name, String prefix) {

    static final KeyHeader BEARER = new KeyHeader("Authorization", "Bearer ");

    /** For libraries that want a key even where none is needed; it is never sent. */
    static final String PLACEHOLDER = "none";

    String value(ApiKey key) {
        return prefix + key.secret();
    }
}
