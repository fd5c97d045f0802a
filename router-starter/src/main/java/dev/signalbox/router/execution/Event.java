package dev.signalbox.router.execution;

import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Failure;
import org.jspecify.annotations.Nullable;

/** What the state machine of a call is told. */
sealed interface Event {

    /** The call begins. */
    record Begun() implements Event {}

    /**
     * An attempt was not allowed to start: its deployment has begun to cool down, or is being probed.
     *
     * @param cooling until when, {@code null} if that is not known
     */
    record Refused(int attempt, @Nullable Availability cooling) implements Event {}

    /** A stream brought content. */
    record Content(int attempt) implements Event {}

    /** An attempt brought the whole answer. */
    record Succeeded(int attempt) implements Event {}

    /**
     * An attempt failed.
     *
     * @param availableAt when the deployment's cooldown ends, {@code null} if it has none
     */
    record Failed(int attempt, Failure failure, @Nullable Long availableAt) implements Event {}

    /** Time has passed. Harmless at any time. */
    record TimerFired() implements Event {}

    /** The caller gave up. */
    record Cancelled() implements Event {}
}
