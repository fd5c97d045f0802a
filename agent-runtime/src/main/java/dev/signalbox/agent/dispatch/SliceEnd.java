package dev.signalbox.agent.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a dispatcher does with a run after a slice. */
public sealed interface SliceEnd {

    /** The run has ended. */
    record Done() implements SliceEnd {}

    /**
     * The run rests.
     *
     * @param until when it is due, {@code null} if only a wake-up ends its rest
     */
    record Parked(@Nullable Instant until) implements SliceEnd {}

    /**
     * The run goes on.
     *
     * @param at when
     */
    record Again(Instant at) implements SliceEnd {}

    /** Another worker has the run. */
    record Lost() implements SliceEnd {}
}
