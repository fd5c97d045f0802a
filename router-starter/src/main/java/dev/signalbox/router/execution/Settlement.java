package dev.signalbox.router.execution;

import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Cooldown;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind.Effect;
import dev.signalbox.router.resilience.Health;
import dev.signalbox.router.resilience.Permit;
import org.jspecify.annotations.Nullable;

/**
 * What the end of an attempt meant for the health of its deployment and credential.
 *
 * @param recovered whether it ended a cooldown
 * @param cooldown the cooldown that it caused
 * @param availableAt when what it failed on may be called again, {@code null} if that is now
 */
record Settlement(boolean recovered, @Nullable Cooldown cooldown, @Nullable Long availableAt) {

    static Settlement of(RunningAttempt attempt, @Nullable Failure failure, long nanos) {
        Target target = attempt.target();
        if (failure == null) {
            boolean recovered = target.health().succeeded(attempt.permit(), nanos);
            if (attempt.credentialPermit().probe()) {
                recovered = target.credential().succeeded(attempt.credentialPermit(), nanos);
            }
            return new Settlement(recovered, null, null);
        }
        if (failure.kind().effect() == Effect.CREDENTIAL) {
            target.health().released(attempt.permit());
            return failed(target.credential(), attempt.credentialPermit(), failure, nanos);
        }
        target.credential().released(attempt.credentialPermit());
        return failed(target.health(), attempt.permit(), failure, nanos);
    }

    private static Settlement failed(Health health, Permit permit, Failure failure, long nanos) {
        Cooldown cooldown = health.failed(failure, permit, nanos);
        Availability availability = health.availability(nanos);
        boolean closed = availability.state() == Availability.State.COOLING && !availability.soft();
        return new Settlement(false, cooldown, closed ? availability.until() : null);
    }
}
