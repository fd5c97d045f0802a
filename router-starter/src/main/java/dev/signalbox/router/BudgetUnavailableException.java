package dev.signalbox.router;

import dev.langchain4j.exception.RetriableException;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of budgets has failed, so that nobody knows whether the call may be made. The message says how to let calls go
 * on in that case.
 */
public final class BudgetUnavailableException extends RetriableException implements RoutingFailure {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final transient RoutedCall call;
    private final transient @Nullable String partialText;

    BudgetUnavailableException(String message, Failure failure, RoutedCall call, @Nullable String partialText) {
        super(message, failure.cause());
        this.failure = failure;
        this.call = call;
        this.partialText = partialText;
    }

    @Override
    public FailureKind kind() {
        return failure.kind();
    }

    @Override
    public RoutedCall call() {
        return call;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(failure.retryAfter());
    }

    @Override
    public Optional<String> partialText() {
        return Optional.ofNullable(partialText);
    }
}
