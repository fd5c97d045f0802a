package dev.signalbox.router.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The secret of a virtual key. It has so much entropy that a plain SHA-256 of it says nothing about it: slow hashes are for
 * what people think up.
 *
 * @param value what its owner shows
 */
public record KeySecret(String value) {

    private static final String PREFIX = "sk-signalbox-";
    private static final int BYTES = 32;
    private static final int SHOWN = 4;

    /** A new secret with 256 random bits. */
    public static KeySecret generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new KeySecret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The hash under which keys are kept: SHA-256, as 64 hexadecimal digits. */
    public String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Enough of it for its owner to know it again, and too little for anybody else. */
    public String label() {
        int shown = value.startsWith(PREFIX) ? PREFIX.length() : 0;
        String end = value.length() >= shown + 4 * SHOWN ? value.substring(value.length() - SHOWN) : "";
        return value.substring(0, shown) + "…" + end;
    }

    /** A text without the secrets in it that {@link #generate} has made. */
    public static String hidden(String text) {
        return text.contains(PREFIX) ? text.replaceAll(PREFIX + "[\\w-]*", PREFIX + "…") : text;
    }

    /** Whether its hash is that one; takes the same time whatever the difference is. */
    public boolean matches(String hash) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** Never the secret itself. */
    @Override
    public String toString() {
        return label();
    }
}
