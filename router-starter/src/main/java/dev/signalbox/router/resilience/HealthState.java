package dev.signalbox.router.resilience;

import dev.signalbox.router.resilience.Availability.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The health of one deployment or credential at one moment. Each change makes a new state.
 *
 * @param cause why it cools down, {@code null} if it does not
 * @param until when the cooldown ends, in nanoseconds
 * @param probeUntil when the probe under way is given up, {@code null} if there is none
 * @param repeats how many cooldowns in a row no probe has ended
 * @param disabled whether it is out until reload
 * @param window recent successes and failures
 */
record HealthState(
        @Nullable FailureKind cause,
        long until,
        @Nullable Long probeUntil,
        int repeats,
        boolean disabled,
        FailureWindow window) {

    static HealthState startingAt(long nanos) {
        return new HealthState(null, 0, null, 0, false, FailureWindow.startingAt(nanos));
    }

    Availability availability(long nanos) {
        if (disabled) {
            return new Availability(State.DISABLED, 0, cause);
        }
        if (cause == null) {
            return Availability.FREE;
        }
        if (until - nanos > 0) {
            return new Availability(State.COOLING, until, cause);
        }
        return probeUntil != null && probeUntil - nanos > 0
                ? new Availability(State.COOLING, probeUntil, cause)
                : new Availability(State.PROBE, until, cause);
    }

    HealthState probing(Permit probe) {
        return new HealthState(cause, until, probe.until(), repeats, disabled, window);
    }

    /** Whether that is the probe under way, and not one that was given up. */
    boolean isProbedBy(Permit permit) {
        return permit.probe() && probeUntil != null && probeUntil == permit.until();
    }

    /** Whether it cools down, or waits for its probe. */
    boolean isCoolingDown() {
        return cause != null && !disabled;
    }

    /** The probe ended without saying anything about the deployment. */
    HealthState undecided() {
        return new HealthState(cause, until, null, repeats, disabled, window);
    }

    HealthState counted(boolean success, long nanos, CooldownSettings settings) {
        FailureWindow counted = window.add(success, nanos, settings.window().toNanos() / 2);
        return new HealthState(cause, until, probeUntil, repeats, disabled, counted);
    }

    HealthState recovered(long nanos) {
        return new HealthState(null, 0, null, 0, disabled, FailureWindow.startingAt(nanos));
    }

    HealthState off(FailureKind kind) {
        return new HealthState(kind, until, null, repeats, true, window);
    }

    HealthState enabled() {
        return new HealthState(null, 0, null, 0, false, window);
    }

    /**
     * Cools down for as long as the provider asks, else for the router's own back-off; of two cooldowns the later end
     * wins, and a failure while one is running is no repeat.
     */
    HealthState cooling(FailureKind kind, @Nullable Duration asked, CooldownSettings settings, long nanos) {
        boolean running = cause != null && until - nanos > 0;
        if (running && asked == null) {
            return this;
        }
        long end = nanos + (asked == null ? backOff(settings) : asked).toNanos();
        if (running && until - end >= 0) {
            return this;
        }
        return new HealthState(kind, end, null, running ? repeats : repeats + 1, disabled, window);
    }

    /** The router's own pause where the provider names none: doubled on each repeat. */
    private Duration backOff(CooldownSettings settings) {
        long factor = 1L << Math.min(repeats, 20);
        Duration doubled = settings.backOff().multipliedBy(factor);
        return doubled.compareTo(settings.maxBackOff()) < 0 ? doubled : settings.maxBackOff();
    }
}
