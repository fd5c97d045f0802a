package dev.signalbox.router.gateway;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.signalbox.router.BudgetExceededException;
import dev.signalbox.router.BudgetUnavailableException;
import dev.signalbox.router.NoCandidateException;
import dev.signalbox.router.RateLimitExceededException;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.budget.BudgetStoreException;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.key.VirtualKeyStoreException;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.UnknownPolicyException;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Turns what the router throws into what a client is told. What is the operator's business stays in the log. */
@Slf4j
final class GatewayErrors {

    private static final int MAX_MESSAGE = 500;

    private GatewayErrors() {}

    static GatewayError of(Throwable thrown) {
        if (thrown instanceof GatewayException known) {
            return known.error();
        } else if (thrown instanceof UnknownPolicyException) {
            return GatewayError.of(ErrorType.NOT_FOUND, "There is no such model any more.")
                    .with("availability", "model_not_found");
        } else if (thrown instanceof NoCandidateException none) {
            return ofNone(none.decision().exclusions());
        } else if (thrown instanceof RateLimitExceededException limited) {
            return GatewayError.of(ErrorType.RATE_LIMIT_EXCEEDED, message(limited))
                    .with("limit", limited.limitName())
                    .after(limited.retryAfter().orElse(null));
        } else if (thrown instanceof BudgetExceededException exceeded) {
            return GatewayError.of(ErrorType.PAYMENT_REQUIRED, message(exceeded))
                    .with("budget", exceeded.budget().name())
                    .after(exceeded.retryAfter().orElse(null));
        } else if (thrown instanceof BudgetUnavailableException unavailable) {
            log.error("A call was refused because the store of budgets has failed", unavailable);
            return GatewayError.of(ErrorType.UNAVAILABLE, "What is left of the budget cannot be told at the moment.");
        } else if (thrown instanceof VirtualKeyStoreException || thrown instanceof BudgetStoreException) {
            log.error("A request was refused because a store has failed", thrown);
            return GatewayError.of(ErrorType.UNAVAILABLE, "What is known of keys cannot be told at the moment.");
        }
        return RoutingFailure.of(thrown).map(GatewayErrors::ofFailure).orElseGet(() -> ofOther(thrown));
    }

    /** The router's own words about limits, which name nothing but the limit; what comes before them is for operators. */
    private static String message(RoutingFailure refused) {
        Failure failure = refused.call().failure();
        return failure == null ? "The limit is reached." : sentence(failure.message());
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    private static GatewayError ofNone(List<Exclusion> exclusions) {
        List<String> reasons = exclusions.stream()
                .map(exclusion -> exclusion.reason().toString())
                .distinct()
                .toList();
        boolean tooLong = !exclusions.isEmpty()
                && exclusions.stream().allMatch(exclusion -> exclusion.reason() == Reason.CONTEXT_LENGTH);
        return GatewayError.of(
                        tooLong ? ErrorType.CONTEXT_LENGTH_EXCEEDED : ErrorType.NOT_FOUND,
                        "No deployment may serve the request. They are left out because of: "
                                + String.join(", ", reasons) + ".")
                .with("availability", "constraint_filtered")
                .with("excluded_by", reasons);
    }

    private static GatewayError ofFailure(RoutingFailure failure) {
        ErrorType type = type(failure.kind(), failure.call());
        return GatewayError.of(type, words(failure.kind()))
                .with("previous_errors", attempts(failure.call()))
                .after(failure.retryAfter().orElse(null));
    }

    private static ErrorType type(FailureKind kind, RoutedCall call) {
        return switch (kind) {
            case RATE_LIMITED -> ErrorType.RATE_LIMIT_EXCEEDED;
            case TIMEOUT -> ErrorType.TIMEOUT;
            case CONTEXT_TOO_LONG -> ErrorType.CONTEXT_LENGTH_EXCEEDED;
            case CONTENT_REFUSED -> ErrorType.CONTENT_POLICY_VIOLATION;
            case TRUNCATED -> ErrorType.MAX_TOKENS_EXCEEDED;
            case BAD_REQUEST -> ErrorType.INVALID_REQUEST;
            case REFUSED -> ErrorType.PERMISSION_DENIED;
            case BUDGET -> ErrorType.PAYMENT_REQUIRED;
            case SERVER -> isOverloaded(call) ? ErrorType.PROVIDER_OVERLOADED : ErrorType.PROVIDER_UNAVAILABLE;
            case CANCELLED -> ErrorType.UNAVAILABLE;
            case AUTHENTICATION, QUOTA_EXHAUSTED, NETWORK, MODEL_NOT_FOUND, EMPTY_ANSWER, INVALID_OUTPUT ->
                ErrorType.PROVIDER_UNAVAILABLE;
        };
    }

    private static boolean isOverloaded(RoutedCall call) {
        Integer status = call.failure() == null ? null : call.failure().status();
        return status != null && (status == 503 || status == 529);
    }

    /** Of keys and accounts at providers a client need not know, but that it is not its own that is meant. */
    private static String words(FailureKind kind) {
        return switch (kind) {
            case RATE_LIMITED -> "The provider's rate limit is reached.";
            case TIMEOUT -> "The provider did not answer in time.";
            case CONTEXT_TOO_LONG -> "The request does not fit into the context of any model that may serve it.";
            case CONTENT_REFUSED -> "The provider's content filter has refused the request or its answer.";
            case TRUNCATED -> "The output limit was reached before any text. Allow more output tokens.";
            case BAD_REQUEST -> "The provider cannot read the request.";
            case REFUSED -> "The provider refuses this request.";
            case BUDGET -> "A budget has not enough left.";
            case AUTHENTICATION, QUOTA_EXHAUSTED -> "The gateway's own account at the provider was refused.";
            case MODEL_NOT_FOUND -> "The provider does not know the model that is configured.";
            case EMPTY_ANSWER -> "The provider has answered without any content.";
            case INVALID_OUTPUT -> "The answer is not in the form that the request asks for.";
            case CANCELLED -> "The gateway is shutting down.";
            case SERVER, NETWORK -> "The provider has failed.";
        };
    }

    static List<Map<String, Object>> attempts(RoutedCall call) {
        return call.attempts().stream().map(GatewayErrors::attempt).toList();
    }

    private static Map<String, Object> attempt(Attempt attempt) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("provider", attempt.deployment().provider());
        told.put("model", attempt.deployment().id());
        Failure failure = attempt.failure();
        told.put("code", failure == null ? "ok" : failure.kind().key());
        if (failure != null && failure.status() != null) {
            told.put("status", failure.status());
        }
        told.put("latency_ms", attempt.duration().toMillis());
        return told;
    }

    private static GatewayError ofOther(Throwable thrown) {
        if (thrown instanceof InvalidRequestException) {
            return GatewayError.of(ErrorType.INVALID_REQUEST, providersWords(thrown));
        } else if (thrown instanceof LangChain4jException) {
            log.debug("A provider's client has failed", thrown);
            return GatewayError.of(ErrorType.PROVIDER_UNAVAILABLE, "The provider has failed.");
        } else if (thrown instanceof JacksonException) {
            return GatewayError.of(ErrorType.INVALID_REQUEST, "The request cannot be read.");
        }
        log.error("A request to the gateway has failed", thrown);
        return GatewayError.of(ErrorType.SERVER, "The gateway has failed. Its log says more.");
    }

    /** What is wrong with the client's own request, in the provider's words. */
    private static String providersWords(Throwable thrown) {
        HttpException answer = httpAnswer(thrown);
        String words =
                answer == null ? thrown.getMessage() : GatewayJson.messageOf(String.valueOf(answer.getMessage()));
        if (words == null || words.isBlank()) {
            return words(FailureKind.BAD_REQUEST);
        }
        return words.length() > MAX_MESSAGE ? words.substring(0, MAX_MESSAGE) + "…" : words;
    }

    private static @Nullable HttpException httpAnswer(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException answer) {
                return answer;
            }
        }
        return null;
    }
}
