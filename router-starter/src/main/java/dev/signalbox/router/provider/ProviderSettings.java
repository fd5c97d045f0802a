package dev.signalbox.router.provider;

import java.time.Duration;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is reached.
 *
 * @param name its configured name
 * @param baseUrl where its API begins, for example {@code https://openrouter.ai/api/v1}; {@code {model-id}} in it
 *     stands for the deployment's; {@code null} where there is none
 * @param apiKey the key, {@code null} where none is needed
 * @param keyHeader the header that carries the key alone, in place of the dialect's usual one, {@code null} for that
 * @param headers sent with every request
 * @param query parameters added to the URL of every request
 * @param connectTimeout how long a connection may take to be made; 10 s unless given
 * @param readTimeout how long an answer, or the beginning of a stream, may take; 5 min unless given
 */
@Builder(toBuilder = true)
public record ProviderSettings(
        String name,
        @Nullable String baseUrl,
        @Nullable ApiKey apiKey,
        @Nullable String keyHeader,
        Map<String, String> headers,
        Map<String, String> query,
        Duration connectTimeout,
        Duration readTimeout) {

    /** Builds settings; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class ProviderSettingsBuilder {
        private Map<String, String> headers = Map.of();
        private Map<String, String> query = Map.of();
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration readTimeout = Duration.ofMinutes(5);
    }

    /** Without the values of headers and query, which may be secret. */
    @Override
    public String toString() {
        return name + " at " + baseUrl + ", key " + (apiKey == null ? "none" : apiKey) + ", headers " + headers.keySet()
                + ", query " + query.keySet();
    }
}
