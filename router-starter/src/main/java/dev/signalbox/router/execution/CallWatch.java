package dev.signalbox.router.execution;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;

/**
 * Follows one call beside the answer: is told in order, never by two threads at once, and must be quick. Bytes of answers
 * come only where the call has a {@link WireRequest}.
 */
public interface CallWatch {

    /** Watches nothing. */
    CallWatch NONE = new CallWatch() {};

    /** The call has been decided; nothing has been sent yet. Told on the caller's thread. */
    default void decided(Decision decision) {}

    /**
     * What reaches the caller from now on is the candidate's. Told again if another continues a stream that broke.
     *
     * @param passing whether the answer comes by {@link #passed} too, in the dialect of the request
     */
    default void servedBy(Candidate candidate, boolean passing) {}

    /** The next bytes of the answer as the provider sent them; told before the caller gets what they mean. */
    default void passed(byte[] bytes) {}

    /** The call has ended; told before the caller gets the answer or the failure, once after each {@link #decided}. */
    default void ended(RoutedCall call) {}
}
