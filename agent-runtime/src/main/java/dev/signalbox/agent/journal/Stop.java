package dev.signalbox.agent.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a slice ends before its program does. */
public sealed interface Stop {

    /**
     * Something has to happen first.
     *
     * @param until when the run is due at the latest, {@code null} if only a wake-up ends its rest
     * @param why for people
     */
    record Parked(@Nullable Instant until, String why) implements Stop {

        /** The one that is due first. */
        Parked first(Parked other) {
            boolean later = until == null || other.until != null && other.until.isBefore(until);
            return later && other.until != null ? other : this;
        }
    }

    /**
     * A tool that may be used at most once was interrupted.
     *
     * @param why for people
     */
    record Uncertain(String why) implements Stop {}

    /**
     * It failed for a reason that passes.
     *
     * @param at when to try again, {@code null} for a while that grows with each time
     * @param why for people
     */
    record Retry(@Nullable Instant at, String why) implements Stop {}

    /** Somebody wants the run to end. */
    record Cancelled() implements Stop {}

    /** Another worker has the run. */
    record Lost() implements Stop {}

    /**
     * The journal's store has failed, so nobody knows whether its last word was kept. Nothing more is written in this slice.
     *
     * @param cause what it said
     */
    record StoreFailed(JournalStoreException cause) implements Stop {}

    /** This node is shutting down. */
    record HandOver() implements Stop {}

    /**
     * The program does something else than its journal says it did.
     *
     * @param why for people
     */
    record Diverged(String why) implements Stop {}

    /**
     * A limit of the run is reached, and it shall fail there.
     *
     * @param why for people
     */
    record LimitReached(String why) implements Stop {}

    /** Whether it ends all branches of the run at their next step, not only the one that met it. */
    default boolean endsAll() {
        return !(this instanceof Parked || this instanceof Uncertain || this instanceof Retry);
    }
}
