package dev.signalbox.agent.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run beside its steps.
 *
 * @param run the run
 * @param seq its place among all that happened in the run; steps have places in the same row
 * @param at when
 * @param type the simple name of the event's type
 * @param step the key of the step it is about
 * @param payload JSON
 */
public record EventRecord(
        RunId run,
        long seq,
        Instant at,
        String type,
        @Nullable String step,
        String payload) {

    /** The type as which ended steps are read. */
    public static final String STEP_COMPLETED = "StepCompleted";
}
