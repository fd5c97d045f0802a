package dev.signalbox.router;

import dev.langchain4j.exception.NonRetriableException;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetRefusal;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hard budget has not enough left for the call, at none of its candidates. The message says which budget it is, how it
 * stands and when it starts anew.
 */
public final class BudgetExceededException extends NonRetriableException implements RoutingFailure {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final transient RoutedCall call;
    private final transient @Nullable String partialText;
    private final transient BudgetRefusal refusal;

    BudgetExceededException(
            String message, Failure failure, RoutedCall call, @Nullable String partialText, BudgetRefusal refusal) {
        super(message);
        this.failure = failure;
        this.call = call;
        this.partialText = partialText;
        this.refusal = refusal;
    }

    /** The budget. */
    public Budget budget() {
        return refusal.budget();
    }

    /** By what its calls are counted together, for example {@code tenant}. */
    public String scope() {
        return refusal.budget().per();
    }

    /** Whose calls are counted, for example the tenant; empty for a budget of all calls together. */
    public String subject() {
        return refusal.balance().account().subject();
    }

    /** The limit in force. */
    public BudgetAmount limit() {
        return amount(refusal.balance().limit());
    }

    /** What was used within the window. */
    public BudgetAmount used() {
        return amount(refusal.balance().used());
    }

    /** What was kept for other calls under way. */
    public BudgetAmount reserved() {
        return amount(refusal.balance().reserved());
    }

    /** What the call would presumably have used. */
    public BudgetAmount asked() {
        return amount(refusal.asked());
    }

    /** When nothing counts any more of what was used so far; empty if that is never. */
    public Optional<Instant> resetsAt() {
        return Optional.ofNullable(refusal.resetsAt());
    }

    private BudgetAmount amount(long value) {
        return refusal.budget().amount(value);
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
