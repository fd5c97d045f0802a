package dev.signalbox.router.resilience;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Classifies by the whole cause chain, the HTTP status, and the provider's codes and wordings. */
@RequiredArgsConstructor
public final class HttpFailureClassifier implements FailureClassifier {

    /** For clients of which nothing is known: with the codes that mean the same wherever they are used. */
    public static final HttpFailureClassifier INSTANCE = new HttpFailureClassifier(FailureCodes.COMMON);

    private final FailureCodes codes;

    @Override
    public Failure classify(Throwable thrown, @Nullable Integer status, @Nullable Duration retryAfter) {
        List<Throwable> chain = chain(thrown);
        HttpException http = first(chain, HttpException.class);
        Integer seen = http == null ? errorStatus(status) : Integer.valueOf(http.statusCode());
        if (seen == null) {
            return withoutStatus(thrown, chain, retryAfter);
        }
        ErrorBody body = http == null ? ErrorBody.NONE : ErrorBody.read(String.valueOf(http.getMessage()));
        FailureKind kind = byStatus(seen, body);
        return new Failure(kind, seen, pause(kind, retryAfter, body), message(kind, "HTTP " + seen, body), thrown);
    }

    /**
     * Classifies by the status that the error names, else by its codes and wordings alone; an error that says nothing
     * known is the provider's own. The caller may get the cause as it is: for a wrong request that is what it would have
     * been with its proper status, for refused content not what a client made of an answer without any.
     */
    @Override
    public Failure reported(String error, @Nullable Throwable thrown) {
        ErrorBody body = ErrorBody.read(error);
        FailureKind kind = inBand(body);
        Integer status = body.status();
        Throwable cause =
                switch (kind) {
                    case BAD_REQUEST ->
                        new InvalidRequestException(new HttpException(status == null ? 400 : status, error));
                    case CONTENT_REFUSED -> null;
                    default -> thrown;
                };
        String where = "in the answer" + (status == null ? "" : ", " + status);
        return new Failure(kind, null, pause(kind, null, body), message(kind, where, body), cause);
    }

    private FailureKind inBand(ErrorBody body) {
        Integer status = errorStatus(body.status());
        if (status != null) {
            return byStatus(status, body);
        }
        FailureKind kind = codes.kind(body, null);
        return kind == null ? FailureKind.SERVER : kind;
    }

    private static List<Throwable> chain(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
    }

    private static @Nullable Integer errorStatus(@Nullable Integer status) {
        return status == null || status < 400 ? null : status;
    }

    private FailureKind byStatus(int status, ErrorBody body) {
        FailureKind told = codes.kind(body, status);
        if (told != null) {
            return told;
        }
        return switch (status) {
            case 401 -> FailureKind.AUTHENTICATION;
            case 402, 403 -> FailureKind.REFUSED;
            case 408 -> FailureKind.TIMEOUT;
            case 429 -> FailureKind.RATE_LIMITED;
            default -> status >= 500 ? FailureKind.SERVER : FailureKind.BAD_REQUEST;
        };
    }

    private Failure withoutStatus(Throwable thrown, List<Throwable> chain, @Nullable Duration retryAfter) {
        FailureKind kind = byType(chain);
        if (kind == FailureKind.NETWORK) {
            for (Throwable cause : chain) {
                String message = cause.getMessage();
                if (message != null && message.startsWith("{") && message.contains("\"error\"")) {
                    return reported(message, thrown);
                }
            }
        }
        String message = kind + " (" + innermost(chain).getClass().getSimpleName() + ")";
        return new Failure(kind, null, retryAfter, message, thrown);
    }

    /** The JDK's client puts a closed channel below a refused connection, which would tell nobody that nobody listens. */
    private static Throwable innermost(List<Throwable> chain) {
        Throwable innermost = chain.get(chain.size() - 1);
        ConnectException refused = first(chain, ConnectException.class);
        return innermost instanceof ClosedChannelException && refused != null ? refused : innermost;
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

    /** What a body says of seconds is about its rate limit, also where a quota of the day has run out. */
    private static @Nullable Duration pause(FailureKind kind, @Nullable Duration header, ErrorBody body) {
        return header != null || kind == FailureKind.QUOTA_EXHAUSTED ? header : body.pause();
    }

    /** Built from status and codes only: a provider's own words may repeat the prompt or the key. */
    private static String message(FailureKind kind, String where, ErrorBody body) {
        List<String> codes = body.codes();
        return kind + " (" + where + (codes.isEmpty() ? "" : ", " + String.join(", ", codes)) + ")";
    }
}
