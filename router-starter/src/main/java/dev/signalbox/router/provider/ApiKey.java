package dev.signalbox.router.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A key that does not show itself.
 *
 * @param secret the key
 */
public record ApiKey(String secret) {

    /** Tells keys apart without being one. Not for the eyes of anybody: short keys could be found by trying. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime knows SHA-256.", e);
        }
    }

    @Override
    public String toString() {
        return "(set)";
    }
}
