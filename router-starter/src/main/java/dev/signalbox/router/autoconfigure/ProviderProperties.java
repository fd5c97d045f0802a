package dev.signalbox.router.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who serves models, and how it is reached.
 *
 * @param preset What is known of the provider in advance; the preset of the provider's own name unless given.
 * @param dialect Language that the provider speaks; that of the preset, or the one of the provider's own name, unless
 *     given.
 * @param baseUrl Where the API begins, with '{model-id}' in the place of the deployment's; that of the preset unless
 *     given.
 * @param apiKey Key, which may be blank; that of the preset's environment variable unless given.
 * @param apiKeys Further keys: where one is refused, used up or rate limited, the next takes its place for a while.
 * @param keyHeader Name of the HTTP header that carries the key alone, instead of the dialect's usual one; that of the
 *     preset unless given.
 * @param headers HTTP headers sent with every request.
 * @param query Parameters added to the URL of every request, for example 'api-version'.
 * @param connectTimeout How long a connection may take to be made.
 * @param readTimeout How long an answer, or the beginning of a stream, may take.
 */
@ConfigurationPropertiesSource
record ProviderProperties(
        @Nullable String preset,
        @Nullable String dialect,
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @DefaultValue List<String> apiKeys,
        @Nullable String keyHeader,
        @DefaultValue Map<String, String> headers,
        @DefaultValue Map<String, String> query,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("5m") Duration readTimeout) {

    /** A provider of which nothing is configured. */
    static final ProviderProperties NONE = new ProviderProperties(
            null, null, null, null, List.of(), null, Map.of(), Map.of(), Duration.ofSeconds(10), Duration.ofMinutes(5));

    /** Without the key and the values of headers and query. */
    @Override
    public String toString() {
        return "preset " + preset + ", dialect " + dialect + ", headers " + headers.keySet() + ", query "
                + query.keySet();
    }
}
