package dev.signalbox.router.execution;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.resilience.RateLimiter;
import lombok.Getter;
import org.jspecify.annotations.Nullable;

/** There are limits per minute that nothing would keep: of a deployment, of calls, or both. */
@Getter
public final class MissingRateLimiterException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The deployment whose limits they are, {@code null} if they are those of calls. */
    private final transient @Nullable Deployment deployment;

    /** The rate limit, {@code null} if they are those of a deployment, or what a contributor adds. */
    private final transient @Nullable RateLimit rateLimit;

    MissingRateLimiterException(Deployment deployment) {
        super("The deployment '" + deployment.id() + "' has limits per minute, and there is no "
                + RateLimiter.class.getSimpleName() + " to keep them.");
        this.deployment = deployment;
        this.rateLimit = null;
    }

    /** Of calls; without a rate limit if a contributor adds them. */
    MissingRateLimiterException(@Nullable RateLimit rateLimit) {
        super("There are rate limits" + (rateLimit == null ? "" : ", such as '" + rateLimit.name() + "'")
                + ", and there is no " + RateLimiter.class.getSimpleName() + " to keep them.");
        this.deployment = null;
        this.rateLimit = rateLimit;
    }
}
