package dev.signalbox.router.execution;

import org.jspecify.annotations.Nullable;

/**
 * What the state machine knows of an attempt under way.
 *
 * @param number its number within the call
 * @param slot the slot it was started on
 * @param started when, in nanoseconds
 * @param lastContent when it last brought content, {@code null} if it has brought none
 */
record LiveAttempt(
        int number, int slot, long started, @Nullable Long lastContent) {

    LiveAttempt broughtContent(long nanos) {
        return new LiveAttempt(number, slot, started, nanos);
    }
}
