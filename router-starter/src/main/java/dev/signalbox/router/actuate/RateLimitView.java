package dev.signalbox.router.actuate;

import dev.signalbox.router.policy.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * A rate limit, as the endpoint shows it.
 *
 * @param name its name
 * @param per by what calls are counted together
 * @param requestsPerMinute the calls that it allows, {@code null} if it does not limit them
 * @param tokensPerMinute the tokens that it allows, {@code null} if it does not limit them
 * @param refused the calls that it has refused at this node since the start
 */
record RateLimitView(
        String name,
        String per,
        @Nullable Integer requestsPerMinute,
        @Nullable Long tokensPerMinute,
        long refused) {

    static RateLimitView of(RateLimit limit, long refused) {
        return new RateLimitView(
                limit.name(),
                limit.per().toString(),
                limit.limits().requestsPerMinute(),
                limit.limits().tokensPerMinute(),
                refused);
    }
}
