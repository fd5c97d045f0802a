package dev.signalbox.router.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a deployment can do beyond taking text and answering with text. */
public enum Capability {
    /** Answers piece by piece. */
    STREAMING,
    /** Calls tools. */
    TOOLS,
    /** Answers by a JSON schema. */
    JSON_SCHEMA,
    /** Takes images. */
    IMAGES,
    /** Takes audio. */
    AUDIO,
    /** Takes video. */
    VIDEO,
    /** Takes PDF documents. */
    PDF,
    /** Turns texts into vectors, and does nothing else. */
    EMBEDDINGS;

    private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name used in configuration, for example {@code json-schema}. */
    public String key() {
        return key;
    }

    /** All names used in configuration. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Capability::key).toList();
    }

    /**
     * The capability of that configured name.
     *
     * @throws IllegalArgumentException if there is none, naming the allowed ones
     */
    public static Capability of(String key) {
        return Arrays.stream(values())
                .filter(capability -> capability.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + key + "' is not a capability." + Names.known("capabilities", key, keys())));
    }
}
