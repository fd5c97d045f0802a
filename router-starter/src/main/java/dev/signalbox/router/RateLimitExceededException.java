package dev.signalbox.router;

import dev.langchain4j.exception.RateLimitException;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.policy.RateLimitRefusal;
import dev.signalbox.router.policy.Scope;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.Optional;

/**
 * A rate limit of the router's own is reached, so that the call was sent nowhere. The message says which one it is, for whom
 * and for how long. A provider that refuses for its own limits is told by another {@link RateLimitException}.
 */
public final class RateLimitExceededException extends RateLimitException implements RoutingFailure {

    private static final long serialVersionUID = 1L;

    private final transient RateLimitRefusal refusal;
    private final transient RoutedCall call;

    RateLimitExceededException(String message, RoutedCall call, RateLimitRefusal refusal) {
        super(message);
        this.refusal = refusal;
        this.call = call;
    }

    /** The name of the rate limit. */
    public String limitName() {
        return refusal.limit().name();
    }

    /** By what its calls are counted together. */
    public Scope scope() {
        return refusal.limit().per();
    }

    /** Whose calls are counted, for example the tenant; empty for a limit of all calls together. */
    public String subject() {
        return refusal.subject();
    }

    /** The requests and tokens per minute that it allows. */
    public Limits limit() {
        return refusal.limit().limits();
    }

    @Override
    public FailureKind kind() {
        return FailureKind.RATE_LIMITED;
    }

    @Override
    public RoutedCall call() {
        return call;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(refusal.retryAfter());
    }

    @Override
    public Optional<String> partialText() {
        return Optional.empty();
    }
}
