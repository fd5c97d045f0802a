package dev.signalbox.agent.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a step is, or will be, in the journal.
 *
 * @param request what the program wants
 * @param key what the step is looked up by
 * @param scope the path of its branch
 * @param recorded what the journal has of it, {@code null} if nothing
 * @param at when the program came here
 */
public record Place(
        StepRequest request,
        String key,
        String scope,
        @Nullable StepRecord recorded,
        Instant at) {

    /** Whether there is nothing left to do but to return what is recorded. */
    public boolean ended() {
        return recorded != null && recorded.state() != StepState.STARTED;
    }

    /** Whether the step was begun by somebody who did not tell its end. */
    public boolean interrupted() {
        return recorded != null && recorded.state() == StepState.STARTED;
    }

    /** Whether the recorded step was asked for in other words; known as long as its request is kept. */
    public boolean reworded() {
        return recorded != null
                && recorded.request() != null
                && request.request() != null
                && !recorded.request().equals(request.request());
    }
}
