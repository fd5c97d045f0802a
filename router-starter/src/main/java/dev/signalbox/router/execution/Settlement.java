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
 * What the end of an attempt meant for the health of its deployment and credential.
 *
 * @param recovered whether it ended a cooldown
 * @param cooldown the cooldown that it caused
 * @param disabled whether it put the deployment out for good
 * @param availableAt when what it failed on may be called again, {@code null} if that is now
 */
@Slf4j
record Settlement(
        boolean recovered,
        @Nullable Cooldown cooldown,
        boolean disabled,
        @Nullable Long availableAt) {

    static Settlement of(RunningAttempt attempt, @Nullable Failure failure, long nanos) {
        Target target = attempt.target();
        if (failure == null) {
            boolean recovered = target.health().succeeded(attempt.permit(), nanos);
            return new Settlement(recovered | credentialRecovered(attempt, nanos), null, false, null);
        }
        if (failure.kind().effect() == Effect.CREDENTIAL) {
            target.health().released(attempt.permit());
            return failed(attempt, target.credential(), attempt.credentialPermit(), failure, nanos);
        }
        target.credential().released(attempt.credentialPermit());
        return failed(attempt, target.health(), attempt.permit(), failure, nanos);
    }

    /** The first content decides a probe, however long the rest takes; answers whether that ended a cooldown. */
    static boolean proven(RunningAttempt attempt, long nanos) {
        Health health = attempt.target().health();
        boolean recovered = attempt.permit().probe() && health.succeeded(attempt.permit(), nanos);
        return recovered | credentialRecovered(attempt, nanos);
    }

    private static boolean credentialRecovered(RunningAttempt attempt, long nanos) {
        Permit permit = attempt.credentialPermit();
        return permit.probe() && attempt.target().credential().succeeded(permit, nanos);
    }

    private static Settlement failed(
            RunningAttempt attempt, Health health, Permit permit, Failure failure, long nanos) {
        Cooldown cooldown = health.failed(failure, permit, nanos);
        Availability availability = health.availability(nanos);
        boolean disabled = failure.kind().effect() == Effect.DISABLE;
        boolean closed = availability.state() == Availability.State.COOLING && !availability.soft();
        complain(attempt.candidate().deployment(), failure, disabled, cooldown);
        return new Settlement(false, cooldown, disabled, closed ? availability.until() : null);
    }

    /** What only a person can mend must be seen, but once and not for each call. */
    private static void complain(
            Deployment deployment, Failure failure, boolean disabled, @Nullable Cooldown cooldown) {
        if (disabled) {
            log.error(
                    "The provider '{}' does not know the model '{}': the deployment '{}' is out until the configuration"
                            + " is reloaded. Correct its model-id.",
                    deployment.provider(),
                    deployment.modelId(),
                    deployment.id());
        } else if (cooldown != null && failure.kind() == FailureKind.AUTHENTICATION) {
            log.error(
                    "The provider '{}' refuses its key: its deployments are out for {}. Correct"
                            + " signalbox.providers.{}.api-key.",
                    deployment.provider(),
                    cooldown.length(),
                    deployment.provider());
        }
    }
}
