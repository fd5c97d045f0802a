package dev.signalbox.router.model;

import org.jspecify.annotations.Nullable;

/**
 * How much a deployment takes. What is {@code null} is unlimited.
 *
 * @param concurrency calls under way at the same time
 * @param requestsPerMinute requests sent within a minute
 * @param tokensPerMinute tokens of input and output together within a minute
 */
public record Limits(
        @Nullable Integer concurrency,
        @Nullable Integer requestsPerMinute,
        @Nullable Long tokensPerMinute) {

    /** No limit at all. */
    public static final Limits NONE = new Limits(null, null, null);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one of them is below one
     */
    public Limits {
        positive("concurrency", concurrency);
        positive("requests-per-minute", requestsPerMinute);
        positive("tokens-per-minute", tokensPerMinute);
    }

    private static void positive(String name, @Nullable Number value) {
        if (value != null && value.longValue() < 1) {
            throw new IllegalArgumentException("The limit " + name + " is " + value
                    + ". It must be at least 1; a deployment without this limit leaves it out.");
        }
    }

    /** Whether requests or tokens per minute are limited. */
    public boolean perMinute() {
        return requestsPerMinute != null || tokensPerMinute != null;
    }
}
