package dev.signalbox.router.execution;

import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;

/**
 * Adds rate limits to those that are configured, for example one that each key has of its own. Asked once for each call, on
 * the caller's thread, so it must be fast. If it throws, so does the call: limits are never silently missing.
 */
@FunctionalInterface
public interface RateLimitContributor {

    /**
     * The limits that a call is under besides. Calls count together where name, subject and limits are the same, so the name
     * is none of the configured ones.
     *
     * @param facts what is known about the call
     * @return usually none or one
     */
    List<RateLimit> limits(RequestFacts facts);
}
