package dev.signalbox.router.resilience;

import java.time.Duration;
import lombok.Getter;
import org.jspecify.annotations.Nullable;

/** A {@link RateLimiter} cannot tell whether a request is within its limits, and is set to let none through then. */
@Getter
public final class RateLimiterUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** When it makes sense to ask again. */
    private final Duration retryAfter;

    /**
     * Says why.
     *
     * @param message what has failed, and what to write to let requests through meanwhile
     * @param retryAfter when it makes sense to ask again
     */
    public RateLimiterUnavailableException(String message, Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }
}
