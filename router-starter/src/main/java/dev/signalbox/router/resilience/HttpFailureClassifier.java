package dev.signalbox.router.resilience;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classifies by the whole cause chain, the HTTP status and the provider's error code. The codes are those of OpenAI, and
 * of OpenRouter's {@code error_type}, which most compatible providers share.
 */
public final class HttpFailureClassifier implements FailureClassifier {

    /** It has no state. */
    public static final FailureClassifier INSTANCE = new HttpFailureClassifier();

    private static final Pattern CODE =
            Pattern.compile("\"(?:code|type|error_type|status)\"\\s*:\\s*\"([A-Za-z0-9_.-]{1,64})\"");
    private static final List<String> QUOTA =
            List.of("insufficient_quota", "payment_required", "billing_hard_limit_reached");
    private static final List<String> CONTEXT =
            List.of("context_length_exceeded", "string_too_long", "token_limit_exceeded", "exceed_context_size_error");
    private static final List<String> CONTENT =
            List.of("content_filter", "content_policy_violation", "content_filtered", "refusal");
    private static final List<String> MODEL =
            List.of("model_not_found", "model_deprecated", "model_unavailable_upstream");
    private static final List<String> KEY = List.of("invalid_api_key", "authentication", "authentication_error");

    @Override
    public Failure classify(Throwable thrown, @Nullable Integer status, @Nullable Duration retryAfter) {
        List<Throwable> chain = Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
        HttpException http = first(chain, HttpException.class);
        Integer seen = http == null ? errorStatus(status) : Integer.valueOf(http.statusCode());
        List<String> codes = http == null ? List.of() : codes(String.valueOf(http.getMessage()));
        FailureKind kind = seen == null ? byType(chain) : byStatus(seen, codes, String.valueOf(thrown.getMessage()));
        return new Failure(kind, seen, retryAfter, message(kind, seen, codes, thrown), thrown);
    }

    private static @Nullable Integer errorStatus(@Nullable Integer status) {
        return status == null || status < 400 ? null : status;
    }

    private static FailureKind byStatus(int status, List<String> codes, String text) {
        return switch (status) {
            case 401 -> FailureKind.AUTHENTICATION;
            case 402 -> any(codes, QUOTA) ? FailureKind.QUOTA_EXHAUSTED : FailureKind.REFUSED;
            case 403 -> any(codes, KEY) ? FailureKind.AUTHENTICATION : FailureKind.REFUSED;
            case 404 -> any(codes, MODEL) ? FailureKind.MODEL_NOT_FOUND : FailureKind.BAD_REQUEST;
            case 408 -> FailureKind.TIMEOUT;
            case 429 -> any(codes, QUOTA) ? FailureKind.QUOTA_EXHAUSTED : FailureKind.RATE_LIMITED;
            default -> status >= 500 ? FailureKind.SERVER : byCode(codes, text);
        };
    }

    private static FailureKind byCode(List<String> codes, String text) {
        if (any(codes, CONTEXT) || text.contains("maximum context length")) {
            return FailureKind.CONTEXT_TOO_LONG;
        }
        return any(codes, CONTENT) ? FailureKind.CONTENT_REFUSED : FailureKind.BAD_REQUEST;
    }

    private static FailureKind byType(List<Throwable> chain) {
        if (first(chain, InterruptedException.class) != null || first(chain, CancellationException.class) != null) {
            return FailureKind.CANCELLED;
        }
        if (first(chain, TimeoutException.class) != null
                || first(chain, java.net.http.HttpTimeoutException.class) != null
                || first(chain, dev.langchain4j.exception.TimeoutException.class) != null) {
            return FailureKind.TIMEOUT;
        }
        return byLangChain4jType(chain);
    }

    private static FailureKind byLangChain4jType(List<Throwable> chain) {
        for (Throwable cause : chain) {
            if (cause instanceof RateLimitException) {
                return FailureKind.RATE_LIMITED;
            } else if (cause instanceof AuthenticationException) {
                return FailureKind.AUTHENTICATION;
            } else if (cause instanceof ModelNotFoundException) {
                return FailureKind.MODEL_NOT_FOUND;
            } else if (cause instanceof ContentFilteredException) {
                return FailureKind.CONTENT_REFUSED;
            } else if (cause instanceof InvalidRequestException || cause instanceof UnsupportedFeatureException) {
                return FailureKind.BAD_REQUEST;
            } else if (cause instanceof InternalServerException) {
                return FailureKind.SERVER;
            }
        }
        return FailureKind.NETWORK;
    }

    private static <T> @Nullable T first(List<Throwable> chain, Class<T> type) {
        return chain.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private static List<String> codes(String body) {
        return CODE.matcher(body)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
    }

    private static boolean any(List<String> codes, List<String> wanted) {
        return codes.stream().anyMatch(wanted::contains);
    }

    /** Built from status and codes only: a provider's own words may repeat the prompt or the key. */
    private static String message(FailureKind kind, @Nullable Integer status, List<String> codes, Throwable thrown) {
        if (status == null) {
            Throwable root = thrown;
            while (root.getCause() != null && root.getCause() != root) {
                root = root.getCause();
            }
            return kind + " (" + root.getClass().getSimpleName() + ")";
        }
        return kind + " (HTTP " + status + (codes.isEmpty() ? "" : ", " + String.join(", ", codes)) + ")";
    }
}
