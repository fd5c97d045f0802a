package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Limits;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A cap on requests and tokens of calls within a minute, of which at least one is given.
 *
 * @param per By what calls are counted together: global, policy, tenant, user, key, run, or tag:name. A call that does not
 *     say it is not under the limit.
 * @param requestsPerMinute Calls within a minute.
 * @param tokensPerMinute Tokens of input and output together within a minute.
 */
@ConfigurationPropertiesSource
record RateLimitProperties(
        @DefaultValue("global") String per,
        @Nullable Integer requestsPerMinute,
        @Nullable Long tokensPerMinute) {

    static final String PREFIX = "signalbox.rate-limits.";

    RateLimit rateLimit(String name) {
        Checks checks = new Checks(PREFIX + name);
        Limits limits = new Limits(
                null,
                checks.atLeastOneOrNull("requests-per-minute", requestsPerMinute),
                checks.atLeastOneOrNull("tokens-per-minute", tokensPerMinute));
        if (!limits.perMinute()) {
            throw new ConfigurationProblem(
                    PREFIX + name,
                    null,
                    "The rate limit '" + name + "' limits nothing.",
                    "Write its 'requests-per-minute', its 'tokens-per-minute' or both, for example '"
                            + checks.property("requests-per-minute") + ": 60'.");
        }
        return new RateLimit(name, new Checks(checks.property("per")).fitting(per, () -> Scope.of(per)), limits);
    }
}
