package dev.signalbox.router.policy;

import java.time.Duration;

/**
 * Why a call was not let through.
 *
 * @param limit the rate limit that is reached
 * @param subject with whom the call counts together, for example the tenant; empty where all calls do
 * @param retryAfter after which time such a call will be let through, if nobody else comes first
 */
public record RateLimitRefusal(RateLimit limit, String subject, Duration retryAfter) {

    /** For people; says for whom the limit is reached. */
    @Override
    public String toString() {
        return "the rate limit '" + limit.name() + "' (" + limit + ") is reached"
                + (subject.isEmpty() ? "" : " for '" + subject + "'") + ", again in "
                + retryAfter.plusNanos(999_999).toMillis() + " ms";
    }
}
