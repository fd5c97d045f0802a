package dev.signalbox.router.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells from what a provider's client threw, or what the provider itself said, which kind of failure it was. */
public interface FailureClassifier {

    /**
     * Classifies one failure.
     *
     * @param thrown what the client threw
     * @param status the HTTP status seen on the wire, if one was
     * @param retryAfter the Retry-After header seen on the wire, if one was
     */
    Failure classify(Throwable thrown, @Nullable Integer status, @Nullable Duration retryAfter);

    /**
     * Classifies an error that came inside of an answer, after a status of success: an event in a stream, or a body that
     * is an error. By default as {@link HttpFailureClassifier#INSTANCE} does.
     *
     * @param error what the provider sent: JSON as a rule, perhaps cut short
     * @param thrown what the client made of it, if it threw
     */
    default Failure reported(String error, @Nullable Throwable thrown) {
        return HttpFailureClassifier.INSTANCE.reported(error, thrown);
    }
}
