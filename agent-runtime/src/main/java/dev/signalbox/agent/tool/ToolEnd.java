package dev.signalbox.agent.tool;

import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.StepOutcome;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.Stop;
import org.jspecify.annotations.Nullable;

/** How the use of a tool ends in a slice. */
sealed interface ToolEnd {

    /**
     * With something to be recorded.
     *
     * @param cause what the tool threw, {@code null} if it did not
     */
    record Outcome(
            Place place, StepOutcome outcome, @Nullable Throwable cause) implements ToolEnd {}

    /** With something that was recorded as it was done. */
    record Recorded(StepRecord step) implements ToolEnd {}

    /** Not yet. */
    record Resting(Stop reason) implements ToolEnd {}
}
