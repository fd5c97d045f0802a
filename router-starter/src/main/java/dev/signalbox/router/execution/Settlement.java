package dev.signalbox.router.execution;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Cooldown;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.FailureKind.Effect;
import dev.signalbox.router.resilience.Health;
import dev.signalbox.router.resilience.Permit;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * What the end of an attempt meant for the health of its deployment and key.
 *
 * @param recovered whether it ended a cooldown
 * @param cooldown the cooldown that it caused
 * @param disabled whether it put the deployment out for good
 * @param availableAt when the deployment may be called again, {@code null} if that is now
 * @param anotherKey whether that is now, but with another key
 */
@Slf4j
record Settlement(
        boolean recovered,
        @Nullable Cooldown cooldown,
        boolean disabled,
        @Nullable Long availableAt,
        boolean anotherKey) {

    private static final Settlement NOTHING = new Settlement(false, null, false, null, false);
    private static final Settlement RECOVERED = new Settlement(true, null, false, null, false);

    static Settlement of(RunningAttempt attempt, @Nullable Failure failure, long nanos) {
        Leave leave = attempt.leave();
        if (failure == null) {
            boolean recovered = leave.target().health().succeeded(leave.own(), nanos);
            return recovered | keyProven(leave, nanos) ? RECOVERED : NOTHING;
        }
        Health limited = leave.access().limited();
        Permit ofLimited = leave.limited();
        Effect effect = failure.kind().effect();
        if (effect == Effect.CREDENTIAL) {
            leave.target().health().released(leave.own());
            release(limited, ofLimited);
            return failed(attempt, leave.access().credential(), leave.credential(), failure, nanos);
        }
        leave.access().credential().released(leave.credential());
        if (effect == Effect.COOLDOWN && limited != null && ofLimited != null) {
            leave.target().health().released(leave.own());
            return failed(attempt, limited, ofLimited, failure, nanos);
        }
        release(limited, ofLimited);
        return failed(attempt, leave.target().health(), leave.own(), failure, nanos);
    }

    private static void release(@Nullable Health health, @Nullable Permit permit) {
        if (health != null && permit != null) {
            health.released(permit);
        }
    }

    /** The first content decides a probe, however long the rest takes; answers whether that ended a cooldown. */
    static boolean proven(RunningAttempt attempt, long nanos) {
        Leave leave = attempt.leave();
        boolean recovered = leave.own().probe() && leave.target().health().succeeded(leave.own(), nanos);
        return recovered | keyProven(leave, nanos);
    }

    private static boolean keyProven(Leave leave, long nanos) {
        boolean recovered = proven(leave.access().credential(), leave.credential(), nanos);
        Health limited = leave.access().limited();
        Permit ofLimited = leave.limited();
        return recovered | (limited != null && ofLimited != null && proven(limited, ofLimited, nanos));
    }

    private static boolean proven(Health health, Permit permit, long nanos) {
        return permit.probe() && health.succeeded(permit, nanos);
    }

    private static Settlement failed(
            RunningAttempt attempt, Health health, Permit permit, Failure failure, long nanos) {
        Cooldown cooldown = health.failed(failure, permit, nanos);
        Target target = attempt.leave().target();
        boolean ofKey = health != target.health();
        Availability availability = target.availability(nanos);
        boolean closed = availability.state() == Availability.State.COOLING && !availability.soft();
        boolean disabled = failure.kind().effect() == Effect.DISABLE;
        complain(attempt, failure, disabled, cooldown);
        return new Settlement(
                false,
                cooldown,
                disabled,
                closed ? availability.until() : null,
                ofKey && availability.open() && target.hasFreeKey(nanos));
    }

    /** What only a person can mend must be seen, but once and not for each call. */
    private static void complain(
            RunningAttempt attempt, Failure failure, boolean disabled, @Nullable Cooldown cooldown) {
        Deployment deployment = attempt.candidate().deployment();
        if (disabled) {
            log.error(
                    "The provider '{}' does not know the model '{}': the deployment '{}' is out until the configuration"
                            + " is reloaded. Correct its model-id.",
                    deployment.provider(),
                    deployment.modelId(),
                    deployment.id());
        } else if (cooldown != null && failure.kind() == FailureKind.AUTHENTICATION) {
            log.error(
                    "The provider '{}' refuses a key ({}): what is called with it is out for {}. Correct"
                            + " signalbox.providers.{}.api-key.",
                    deployment.provider(),
                    attempt.leave().access().key(),
                    cooldown.length(),
                    deployment.provider());
        } else if (cooldown != null) {
            log.info("The deployment '{}' is left out for {}: {}", deployment.id(), cooldown.length(), failure);
        }
    }
}
