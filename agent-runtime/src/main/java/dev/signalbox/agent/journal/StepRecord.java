package dev.signalbox.agent.journal;

import java.time.Instant;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * One step of a run, as it is written.
 *
 * @param run the run
 * @param key scope, hash of the content and occurrence: what a replay looks it up by
 * @param seq its place among all that happened in the run, without gaps
 * @param scope the path of the branch it is in, empty for the program's own
 * @param kind what it does
 * @param name of the AI service and its method, the tool, the timer and so on
 * @param state how far it is
 * @param shape hash of what a model was asked apart from the texts of prompts; {@code null} for other kinds
 * @param request what was asked; {@code null} where it is not kept or not kept any more
 * @param result JSON, once it is done
 * @param error what went wrong, JSON, once it has failed
 * @param role the role for which a model was asked
 * @param policy the policy by which the call went
 * @param deployment the deployment that answered
 * @param decision the id of the router's decision
 * @param use tokens and cost
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param epoch the worker that wrote it
 */
@Builder(toBuilder = true)
public record StepRecord(
        RunId run,
        String key,
        long seq,
        String scope,
        StepKind kind,
        String name,
        StepState state,
        @Nullable String shape,
        @Nullable String request,
        @Nullable String result,
        @Nullable String error,
        @Nullable String role,
        @Nullable String policy,
        @Nullable String deployment,
        @Nullable String decision,
        StepUse use,
        Instant startedAt,
        @Nullable Instant endedAt,
        long epoch) {

    /** Whether it has ended without a result. */
    public boolean failed() {
        return state == StepState.FAILED || state == StepState.REFUSED;
    }

    /** For people; without what was asked and answered. */
    @Override
    public String toString() {
        return "step " + seq + " (" + kind + " " + name + (scope.isEmpty() ? "" : " in " + scope) + ")";
    }
}
