package dev.signalbox.router.provider;

/**
 * A key that does not show itself.
 *
 * @param secret the key
 */
public record ApiKey(String secret) {

    @Override
    public String toString() {
        return "(set)";
    }
}
