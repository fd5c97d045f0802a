package dev.signalbox.router.event;

import dev.signalbox.router.policy.Decision;

/**
 * Is told what happens. Called on the thread on which it happens, so it must be fast; what it throws is logged and
 * changes nothing.
 */
@FunctionalInterface
public interface RouterListener {

    /** Something has happened. */
    void on(RouterEvent event);

    /**
     * The request of an attempt, which has started, is about to be sent by this thread. What this opens is closed on the
     * same thread when the client comes back: with the answer, where it comes whole, else as soon as the request is on
     * its way. The attempt may have ended before.
     *
     * @param decision of the call, the same object as in its events
     * @param attempt the attempt's number
     */
    default AttemptScope sending(Decision decision, int attempt) {
        return AttemptScope.NONE;
    }
}
