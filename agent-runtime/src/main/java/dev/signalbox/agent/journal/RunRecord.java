package dev.signalbox.agent.journal;

import java.time.Instant;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * One run, as it is written.
 *
 * @param id what names it
 * @param program the name of what is run
 * @param tenant for which customer it runs
 * @param startKey whoever starts a run with the same key gets this one
 * @param parent the run that it is a step of
 * @param parentStep the key of that step
 * @param status how it stands
 * @param input JSON
 * @param output JSON, once it has succeeded
 * @param error what went wrong, for people
 * @param options JSON: limits and whatever else was said at the start
 * @param epoch counts the workers that have had it; only the last may write
 * @param wakes how often it was woken
 * @param wakeAt when it is due at the latest; {@code null} if only a wake-up ends its rest
 * @param cancelAsked whether somebody wants it to end
 * @param retries how many slices in a row failed for a passing reason
 * @param traceParent the trace that it was started in, in W3C's words
 * @param createdAt when it was started
 * @param updatedAt when it was started, or its last slice began or ended
 */
@Builder(toBuilder = true)
public record RunRecord(
        RunId id,
        String program,
        @Nullable String tenant,
        @Nullable String startKey,
        @Nullable RunId parent,
        @Nullable String parentStep,
        RunStatus status,
        String input,
        @Nullable String output,
        @Nullable String error,
        String options,
        long epoch,
        long wakes,
        @Nullable Instant wakeAt,
        boolean cancelAsked,
        int retries,
        @Nullable String traceParent,
        Instant createdAt,
        Instant updatedAt) {

    /** Where it stands among all runs. */
    public RunAge age() {
        return new RunAge(createdAt, id);
    }

    /** For people; without input and output, which may be long and private. */
    @Override
    public String toString() {
        return program + " " + id + " " + status;
    }
}
