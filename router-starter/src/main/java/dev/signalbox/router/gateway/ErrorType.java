package dev.signalbox.router.gateway;

import java.util.Locale;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;

/**
 * Kinds of errors by OpenRouter's names, which are the same in every API it speaks, and the HTTP status that goes with each.
 *
 * @see <a href="https://openrouter.ai/docs/api-reference/errors">OpenRouter, errors</a>
 */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor
enum ErrorType {
    INVALID_REQUEST(400),
    CONTEXT_LENGTH_EXCEEDED(400),
    MAX_TOKENS_EXCEEDED(400),
    CONTENT_POLICY_VIOLATION(400),
    AUTHENTICATION(401),
    PAYMENT_REQUIRED(402),
    PERMISSION_DENIED(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    CONFLICT(409),
    PAYLOAD_TOO_LARGE(413),
    RATE_LIMIT_EXCEEDED(429),
    SERVER(500),
    PROVIDER_UNAVAILABLE(502),
    PROVIDER_OVERLOADED(503),
    UNAVAILABLE(503),
    TIMEOUT(504);

    private final int status;

    /** The name on the wire. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What Anthropic calls it. */
    String anthropicKey() {
        return switch (this) {
            case AUTHENTICATION -> "authentication_error";
            case PAYMENT_REQUIRED -> "billing_error";
            case PERMISSION_DENIED -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case PAYLOAD_TOO_LARGE -> "request_too_large";
            case RATE_LIMIT_EXCEEDED -> "rate_limit_error";
            case PROVIDER_OVERLOADED, UNAVAILABLE -> "overloaded_error";
            case SERVER, PROVIDER_UNAVAILABLE -> "api_error";
            case TIMEOUT -> "timeout_error";
            default -> "invalid_request_error";
        };
    }
}
