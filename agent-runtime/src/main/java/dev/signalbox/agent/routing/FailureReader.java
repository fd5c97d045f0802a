package dev.signalbox.agent.routing;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RetriableException;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.port.ModelFailure;
import dev.signalbox.router.BudgetExceededException;
import dev.signalbox.router.NoCandidateException;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.budget.BudgetStoreException;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells what the failure of a model call means for its run. */
final class FailureReader {

    private FailureReader() {}

    /** By the first in the chain of causes of which that is known; what nobody knows lasts. */
    static ModelFailure read(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            ModelFailure known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return ModelFailure.LASTING;
    }

    private static @Nullable ModelFailure known(Throwable cause) {
        if (cause instanceof BudgetExceededException exceeded) {
            return ofBudget(exceeded);
        } else if (cause instanceof RoutingFailure routed) {
            Duration wait = routed.retryAfter().orElse(null);
            return passes(routed.kind()) ? ModelFailure.passing(wait) : ModelFailure.LASTING;
        } else if (cause instanceof NonRetriableException || cause instanceof NoCandidateException) {
            return ModelFailure.LASTING;
        }
        boolean passing = cause instanceof RetriableException
                || cause instanceof BudgetStoreException
                || cause instanceof IOException;
        return passing ? ModelFailure.passing(null) : null;
    }

    /** A budget that starts anew by itself lets the call be made later, as does any other candidate's failure that passes. */
    private static ModelFailure ofBudget(BudgetExceededException exceeded) {
        RunId run = RunAccount.owner(exceeded.budget(), exceeded.subject());
        Duration wait = exceeded.retryAfter().orElse(null);
        if (wait != null || isReserved(exceeded) || othersMayServe(exceeded.call())) {
            return ModelFailure.passing(wait);
        }
        return run == null ? ModelFailure.LASTING : ModelFailure.exhausted(run);
    }

    /** Whether the call would fit but for what is kept for calls under way. */
    static boolean isReserved(BudgetExceededException exceeded) {
        return exceeded.used().value() + exceeded.asked().value()
                <= exceeded.limit().value();
    }

    private static boolean othersMayServe(RoutedCall call) {
        return call.attempts().stream()
                        .map(Attempt::failure)
                        .filter(Objects::nonNull)
                        .map(Failure::kind)
                        .anyMatch(FailureReader::passes)
                || call.decision().exclusions().stream().map(Exclusion::reason).anyMatch(reason -> reason.passes());
    }

    /** What a provider, a store or this process could not do for now. A cancelled call is that of a router that closes. */
    private static boolean passes(FailureKind kind) {
        return switch (kind) {
            case RATE_LIMITED,
                    QUOTA_EXHAUSTED,
                    SERVER,
                    NETWORK,
                    TIMEOUT,
                    EMPTY_ANSWER,
                    INVALID_OUTPUT,
                    BUDGET,
                    CANCELLED -> true;
            case AUTHENTICATION, REFUSED, CONTEXT_TOO_LONG, CONTENT_REFUSED, MODEL_NOT_FOUND, BAD_REQUEST, TRUNCATED ->
                false;
        };
    }
}
