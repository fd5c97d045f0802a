package dev.signalbox.agent.port;

import dev.signalbox.agent.journal.RunId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the failure of a model call means for its run.
 *
 * @param passing whether the same call may do later what it did not do now
 * @param retryAfter when it should be made again at the earliest, {@code null} if nobody says; never without passing
 * @param exhausted the run, this one or an ancestor, whose money does not suffice for the call; {@code null} for any other
 *     failure
 */
public record ModelFailure(
        boolean passing,
        @Nullable Duration retryAfter,
        @Nullable RunId exhausted) {

    /** The same call would fail again. */
    public static final ModelFailure LASTING = new ModelFailure(false, null, null);

    /** The call may be made again, not before that time if one is said. */
    public static ModelFailure passing(@Nullable Duration retryAfter) {
        return new ModelFailure(true, retryAfter, null);
    }

    /** The money of that run does not suffice. */
    public static ModelFailure exhausted(RunId run) {
        return new ModelFailure(false, null, run);
    }
}
