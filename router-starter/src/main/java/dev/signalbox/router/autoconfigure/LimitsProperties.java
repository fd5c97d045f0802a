package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Limits;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * How much a deployment takes; unlimited unless given. Limits per minute need Bucket4j on the class path, or a bean of
 * type RateLimiter.
 *
 * @param concurrency Calls under way at the same time.
 * @param requestsPerMinute Requests within a minute.
 * @param tokensPerMinute Tokens of input and output together within a minute.
 */
@ConfigurationPropertiesSource
record LimitsProperties(
        @Nullable Integer concurrency,
        @Nullable Integer requestsPerMinute,
        @Nullable Long tokensPerMinute) {

    Limits limits(String property) {
        Checks checks = new Checks(property);
        return new Limits(
                checks.atLeastOneOrNull("concurrency", concurrency),
                checks.atLeastOneOrNull("requests-per-minute", requestsPerMinute),
                checks.atLeastOneOrNull("tokens-per-minute", tokensPerMinute));
    }
}
