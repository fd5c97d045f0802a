package dev.signalbox.agent;

import dev.signalbox.agent.journal.RunAge;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepUse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run, as it is now.
 *
 * @param id what names it
 * @param program the name of its program
 * @param tenant for which customer it is
 * @param parent the run that it is a step of
 * @param status how it stands
 * @param input JSON
 * @param output JSON, once it has succeeded
 * @param error what went wrong or what it waits for, for people
 * @param use what its steps have used
 * @param wakeAt when it is due, if it rests for a time
 * @param createdAt when it was started
 * @param updatedAt when it last changed its status
 */
public record RunView(
        RunId id,
        String program,
        @Nullable String tenant,
        @Nullable RunId parent,
        RunStatus status,
        String input,
        @Nullable String output,
        @Nullable String error,
        StepUse use,
        @Nullable Instant wakeAt,
        Instant createdAt,
        Instant updatedAt) {

    /** Where it stands among all runs. */
    public RunAge age() {
        return new RunAge(createdAt, id);
    }

    static RunView of(RunRecord run, StepUse use) {
        return new RunView(
                run.id(),
                run.program(),
                run.tenant(),
                run.parent(),
                run.status(),
                run.input(),
                run.output(),
                run.error(),
                use,
                run.wakeAt(),
                run.createdAt(),
                run.updatedAt());
    }
}
