package dev.signalbox.router.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells from what a provider's client threw which kind of failure it was. */
public interface FailureClassifier {

    /**
     * Classifies one failure.
     *
     * @param thrown what the client threw
     * @param status the HTTP status seen on the wire, if one was
     * @param retryAfter the Retry-After header seen on the wire, if one was
     */
    Failure classify(Throwable thrown, @Nullable Integer status, @Nullable Duration retryAfter);
}
