package dev.signalbox.router.execution;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.resilience.RateLimiter;
import lombok.Getter;

/** A deployment has limits per minute that nothing would keep. */
@Getter
public final class MissingRateLimiterException extends IllegalArgumentException {

    private final transient Deployment deployment;

    MissingRateLimiterException(Deployment deployment) {
        super("The deployment '" + deployment.id() + "' has limits per minute, and there is no "
                + RateLimiter.class.getSimpleName() + " to keep them.");
        this.deployment = deployment;
    }
}
