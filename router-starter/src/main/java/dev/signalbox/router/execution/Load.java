package dev.signalbox.router.execution;

import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Availability.State;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.resilience.RateLimiterUnavailableException;
import dev.signalbox.router.strategy.DeploymentStatistics;
import java.time.Duration;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * What one deployment has to do, and how much more it takes.
 *
 * @param deployment the deployment
 * @param statistics what is under way, and how fast its answers were
 * @param rateLimiter keeps it within its limits per minute, {@code null} if it has none
 */
@Slf4j
record Load(
        Deployment deployment,
        DeploymentStatistics statistics,
        @Nullable RateLimiter rateLimiter) {

    /** When to ask again whether a call has ended. */
    private static final long SOON = Duration.ofMillis(20).toNanos();

    /** Why it takes no request of so many tokens now, {@code null} if it does. */
    @Nullable
    Reason full(long tokens) {
        Integer concurrency = deployment.limits().concurrency();
        if (concurrency != null && statistics.inFlight() >= concurrency) {
            return Reason.CONCURRENCY;
        }
        return untilFree(tokens) > 0 ? Reason.RATE_LIMIT : null;
    }

    /** When it may take a request of so many tokens. */
    Availability availability(long tokens, long nanos) {
        long wait = Math.max(SOON, untilFree(tokens));
        return new Availability(State.COOLING, nanos + wait, FailureKind.RATE_LIMITED);
    }

    private long untilFree(long tokens) {
        return rateLimiter == null ? 0 : rateLimiter.nanosUntilFree(deployment.id(), deployment.limits(), tokens);
    }

    /** Takes one request of so many tokens, which {@link #ended} gives back; answers whether there was room. */
    boolean start(long tokens, long nanos) {
        Integer concurrency = deployment.limits().concurrency();
        if (!statistics.tryStart(nanos, concurrency == null ? Integer.MAX_VALUE : concurrency)) {
            return false;
        }
        boolean room = false;
        try {
            room = isWithinLimits(tokens);
        } finally {
            if (!room) {
                statistics.ended();
            }
        }
        return room;
    }

    private boolean isWithinLimits(long tokens) {
        try {
            return rateLimiter == null || rateLimiter.tryAcquire(deployment.id(), deployment.limits(), tokens) <= 0;
        } catch (RateLimiterUnavailableException e) {
            return false;
        }
    }

    /** An attempt that was to start was not made. */
    void giveBack(long tokens) {
        statistics.ended();
        if (rateLimiter != null) {
            try {
                rateLimiter.giveBack(deployment.id(), deployment.limits(), tokens);
            } catch (RuntimeException e) {
                log.warn("The rate limiter has failed to take back a request to '{}'", deployment.id(), e);
            }
        }
    }

    /** An attempt that was started is over. */
    void ended(Attempt attempt, long expectedTokens) {
        statistics.ended();
        if (attempt.succeeded()) {
            Duration first = attempt.firstContent();
            statistics.answered(
                    first != null,
                    (first == null ? attempt.duration() : first).toNanos(),
                    attempt.duration().toNanos(),
                    attempt.usage().output());
        }
        if (rateLimiter != null) {
            settle(rateLimiter, expectedTokens, attempt.usage().total());
        }
    }

    /** A call that has ended must not be held up by a limiter that fails. */
    private void settle(RateLimiter limiter, long expected, long used) {
        try {
            limiter.settle(deployment.id(), deployment.limits(), expected, used);
        } catch (RuntimeException e) {
            log.warn("The rate limiter has failed to settle {} tokens of '{}'", used, deployment.id(), e);
        }
    }
}
