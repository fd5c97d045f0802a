package dev.signalbox.router.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A classified failure of one attempt.
 *
 * @param kind what went wrong
 * @param status the HTTP status, if there was one
 * @param retryAfter how long the provider asks to be left alone, if it does
 * @param message what happened, without keys or prompts
 * @param cause what the provider's client threw, if it threw
 */
public record Failure(
        FailureKind kind,
        @Nullable Integer status,
        @Nullable Duration retryAfter,
        String message,
        @Nullable Throwable cause) {

    /** Without the cause, whose words are the provider's and may repeat a key or a prompt. */
    @Override
    public String toString() {
        return message;
    }

    /** A failure found by the router itself. */
    public static Failure of(FailureKind kind, String message) {
        return new Failure(kind, null, null, message, null);
    }
}
