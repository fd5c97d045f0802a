package dev.signalbox.router.execution;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Availability.State;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment is doing at one moment.
 *
 * @param deployment the deployment
 * @param unusable why it cannot be called at all, {@code null} if it can
 * @param state whether it may be called, and if not, why not; {@link State#FREE} also where it is unusable
 * @param cause what it is left out for, or was until its next call, the probe; {@code null} if it is not left out
 * @param cooldown how long it is still left out, {@code null} if it does not cool down
 * @param inFlight how many attempts are under way
 * @param streamed the times to the first content of its streams
 * @param whole the times of its answers that came whole
 */
public record DeploymentStatus(
        Deployment deployment,
        @Nullable Exclusion unusable,
        State state,
        @Nullable FailureKind cause,
        @Nullable Duration cooldown,
        int inFlight,
        Latency streamed,
        Latency whole) {

    static DeploymentStatus of(Deployment deployment, Target target, long nanos) {
        Availability availability = target.unusable() == null ? target.availability(nanos) : Availability.FREE;
        boolean cooling = availability.state() == State.COOLING;
        return new DeploymentStatus(
                deployment,
                target.unusable(),
                availability.state(),
                availability.cause(),
                cooling ? Duration.ofNanos(availability.until() - nanos) : null,
                target.load().statistics().inFlight(),
                Latency.of(target.load().statistics(), true),
                Latency.of(target.load().statistics(), false));
    }

    /** Whether a call may go to it now. */
    public boolean isOpen() {
        return unusable == null && (state == State.FREE || state == State.PROBE);
    }
}
