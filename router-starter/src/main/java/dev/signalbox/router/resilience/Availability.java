package dev.signalbox.router.resilience;

import org.jspecify.annotations.Nullable;

/**
 * Whether something may be called right now.
 *
 * @param state whether and how
 * @param until the nano time at which a cooldown ends; means nothing in another state
 * @param cause what the cooldown was started for, {@code null} without one
 */
public record Availability(
        State state, long until, @Nullable FailureKind cause) {

    static final Availability DRAINED = new Availability(State.DRAINED, 0, null);
    /** It may be called. */
    public static final Availability FREE = new Availability(State.FREE, 0, null);

    /** Whether and how something may be called. */
    public enum State {
        /** It may. */
        FREE,
        /** Its cooldown is over: the next attempt is the probe. */
        PROBE,
        /** It is cooling down, or its probe is under way. */
        COOLING,
        /** Disabled until the configuration is reloaded. */
        DISABLED,
        /** Taken out by a person. */
        DRAINED
    }

    /** Whether it is out for good, or until a person lets it in again. */
    public boolean isOut() {
        return state == State.DISABLED || state == State.DRAINED;
    }

    /** Whether an attempt may start. */
    public boolean open() {
        return state == State.FREE || state == State.PROBE;
    }

    /** Whether it cools down because of its failure rate only, so that it may still serve as a last resort. */
    public boolean soft() {
        return state == State.COOLING && cause != null && cause.effect() == FailureKind.Effect.COUNTS;
    }
}
