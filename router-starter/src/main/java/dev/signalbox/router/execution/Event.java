package dev.signalbox.router.execution;

import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Failure;
import org.jspecify.annotations.Nullable;

/** What the state machine of a call is told. */
sealed interface Event {

    /** The call begins. */
    record Begun() implements Event {}

    /** The call may not begin: a rate limit is reached, or nobody knows whether it is. */
    record Limited(Failure failure) implements Event {}

    /** Time has passed. Harmless at any time. */
    record TimerFired() implements Event {}

    /** The caller gave up. */
    record Cancelled() implements Event {}

    /** Something that concerns one attempt; without effect if that is over. */
    sealed interface OfAttempt extends Event {

        /** The attempt's number. */
        int attempt();
    }

    /**
     * An attempt was not allowed to start: its deployment has begun to cool down, is being probed, or is at a limit, or a
     * budget has not enough left for it.
     *
     * @param cooling until when, {@code null} if that is not known
     * @param failure what the caller is told if nothing else can be tried, {@code null} if there is nothing to tell
     */
    record Refused(
            int attempt,
            @Nullable Availability cooling,
            @Nullable Failure failure) implements OfAttempt {

        Refused(int attempt, @Nullable Availability cooling) {
            this(attempt, cooling, null);
        }
    }

    /**
     * A stream brought content.
     *
     * @param resumable whether another deployment could go on from there: from text, but not from half a tool call
     */
    record Content(int attempt, boolean resumable) implements OfAttempt {}

    /** An attempt brought the whole answer. */
    record Succeeded(int attempt) implements OfAttempt {}

    /**
     * An attempt failed.
     *
     * @param availableAt when the deployment's cooldown ends, {@code null} if it has none
     * @param anotherKey whether the deployment may be called at once with another key
     */
    record Failed(int attempt, Failure failure, @Nullable Long availableAt, boolean anotherKey) implements OfAttempt {

        Failed(int attempt, Failure failure) {
            this(attempt, failure, null, false);
        }
    }
}
