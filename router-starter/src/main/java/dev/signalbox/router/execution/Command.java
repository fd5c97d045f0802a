package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.resilience.Failure;
import org.jspecify.annotations.Nullable;

/** What the state machine of a call wants done. */
sealed interface Command {

    /**
     * Start an attempt.
     *
     * @param evenIfFailing whether a cooldown that was set for the failure rate alone does not count
     */
    record Start(int attempt, Candidate candidate, boolean evenIfFailing) implements Command {}

    /** Abort an attempt, which ends with that failure. */
    record Cancel(int attempt, Failure failure) implements Command {}

    /** Tell the machine that time has passed, at that nano time at the latest; replaces any other time asked for. */
    record WakeAt(long nanos) implements Command {}

    /** Hand the attempt's content to the caller: from here on there is no way back. */
    record Commit(int attempt) implements Command {}

    /**
     * End the call; nothing follows.
     *
     * @param failure why there is no answer, {@code null} if there is one
     * @param unchanged whether the caller gets what the provider's client threw, as it is
     */
    record Finish(@Nullable Failure failure, boolean unchanged) implements Command {}
}
