package dev.signalbox.router;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.Optional;

/**
 * What the router's exceptions know beyond their LangChain4j type. They are of the type that fits the first failure of
 * the call, for example {@link dev.langchain4j.exception.RateLimitException}.
 */
public interface RoutingFailure {

    /** What went wrong. */
    FailureKind kind();

    /** The decision and every attempt. */
    RoutedCall call();

    /** After which time another call makes sense, if that is known. */
    Optional<Duration> retryAfter();

    /** What a stream had already brought. */
    Optional<String> partialText();

    /** What the router knows of an exception or one of its causes. */
    static Optional<RoutingFailure> of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RoutingFailure failure) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }
}
