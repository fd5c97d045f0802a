package dev.signalbox.router;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.execution.BudgetRefusedException;
import dev.signalbox.router.execution.Outcome;
import dev.signalbox.router.execution.RateLimitRefusedException;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Makes the exception of a call that failed: LangChain4j's type for the failure, with all that the router knows. */
final class RoutingExceptions {

    private RoutingExceptions() {}

    static RuntimeException of(Outcome outcome) {
        Failure failure = outcome.failure();
        if (failure == null) {
            throw new IllegalStateException("The call has not failed.");
        }
        if (outcome.unchanged() && failure.cause() instanceof RuntimeException original) {
            return original;
        }
        if (nothingAllowed(outcome.call())) {
            return new NoCandidateException(outcome.call().decision());
        }
        return typed(failure, new Details(failure, outcome.call(), outcome.partialText()));
    }

    private static boolean nothingAllowed(RoutedCall call) {
        return call.attempts().isEmpty()
                && call.decision().candidates().isEmpty()
                && call.decision().exclusions().stream()
                        .noneMatch(exclusion -> exclusion.reason().passes());
    }

    private static RuntimeException typed(Failure failure, Details details) {
        return switch (failure.kind()) {
            case RATE_LIMITED, QUOTA_EXHAUSTED -> ofLimit(failure, details);
            case SERVER -> new ServerFailed(details);
            case TIMEOUT -> new TimedOut(details);
            case AUTHENTICATION -> new Unauthenticated(details);
            case MODEL_NOT_FOUND -> new ModelUnknown(details);
            case CONTENT_REFUSED -> new ContentRefused(details);
            case BAD_REQUEST, CONTEXT_TOO_LONG, REFUSED -> new Rejected(details);
            case BUDGET -> ofBudget(failure, details);
            case NETWORK, EMPTY_ANSWER, TRUNCATED, INVALID_OUTPUT, CANCELLED -> new Failed(details);
        };
    }

    private static RuntimeException ofBudget(Failure failure, Details details) {
        return failure.cause() instanceof BudgetRefusedException refused
                ? new BudgetExceededException(
                        details.message(), failure, details.call, details.partialText, refused.refusal())
                : new BudgetUnavailableException(details.message(), failure, details.call, details.partialText);
    }

    private static RuntimeException ofLimit(Failure failure, Details details) {
        return failure.cause() instanceof RateLimitRefusedException refused
                ? new RateLimitExceededException(details.message(), details.call, refused.refusal())
                : new RateLimited(details);
    }

    @RequiredArgsConstructor
    private static final class Details {
        private final Failure failure;
        private final RoutedCall call;
        private final @Nullable String partialText;

        String message() {
            String attempts = call.attempts().stream().map(Attempt::toString).collect(Collectors.joining("; "));
            return "Policy '" + call.decision().policy().name() + "': " + failure.message()
                    + (attempts.isEmpty() ? "" : ". Attempts: " + attempts) + advice();
        }

        private String advice() {
            if (failure.kind() != FailureKind.AUTHENTICATION) {
                return "";
            }
            return call.attempts().stream()
                    .filter(attempt ->
                            attempt.failure() != null && attempt.failure().kind() == failure.kind())
                    .findFirst()
                    .map(attempt -> ". Correct signalbox.providers."
                            + attempt.deployment().provider() + ".api-key.")
                    .orElse("");
        }

        /** Who refuses may repeat the key or the prompt in its own words, so those are left out. */
        @Nullable
        Throwable cause() {
            return switch (failure.kind()) {
                case AUTHENTICATION, QUOTA_EXHAUSTED, REFUSED -> null;
                default -> failure.cause();
            };
        }
    }

    /** The part that is the same in all of them. */
    private interface Detailed extends RoutingFailure {

        Details details();

        @Override
        default FailureKind kind() {
            return details().failure.kind();
        }

        @Override
        default RoutedCall call() {
            return details().call;
        }

        @Override
        default Optional<Duration> retryAfter() {
            return Optional.ofNullable(details().failure.retryAfter());
        }

        @Override
        default Optional<String> partialText() {
            return Optional.ofNullable(details().partialText);
        }
    }

    private static final class RateLimited extends RateLimitException implements Detailed {
        private final transient Details details;

        RateLimited(Details details) {
            super(details.message(), details.cause());
            this.details = details;
        }

        @Override
        public Details details() {
            return details;
        }
    }

    private static final class ServerFailed extends InternalServerException implements Detailed {
        private final transient Details details;

        ServerFailed(Details details) {
            super(details.message(), details.cause());
            this.details = details;
        }

        @Override
        public Details details() {
            return details;
        }
    }

    private static final class TimedOut extends TimeoutException implements Detailed {
        private final transient Details details;

        TimedOut(Details details) {
            super(details.message(), details.cause());
            this.details = details;
        }

        @Override
        public Details details() {
            return details;
        }
    }

    private static final class Unauthenticated extends AuthenticationException implements Detailed {
        private final transient Details details;

        Unauthenticated(Details details) {
            super(details.message(), details.cause());
            this.details = details;
        }

        @Override
        public Details details() {
            return details;
        }
    }

    private static final class ModelUnknown extends ModelNotFoundException implements Detailed {
        private final transient Details details;

        ModelUnknown(Details details) {
            super(details.message(), details.cause());
            this.details = details;
        }

        @Override
        public Details details() {
            return details;
        }
    }

    private static final class ContentRefused extends ContentFilteredException implements Detailed {
        private final transient Details details;

        ContentRefused(Details details) {
            super(details.message(), details.cause());
            this.details = details;
        }

        @Override
        public Details details() {
            return details;
        }
    }

    private static final class Rejected extends InvalidRequestException implements Detailed {
        private final transient Details details;

        Rejected(Details details) {
            super(details.message(), details.cause());
            this.details = details;
        }

        @Override
        public Details details() {
            return details;
        }
    }

    private static final class Failed extends LangChain4jException implements Detailed {
        private final transient Details details;

        Failed(Details details) {
            super(details.message(), details.cause());
            this.details = details;
        }

        @Override
        public Details details() {
            return details;
        }
    }
}
