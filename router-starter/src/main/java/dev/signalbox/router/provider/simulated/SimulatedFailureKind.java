package dev.signalbox.router.provider.simulated;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** How a simulated deployment fails: as the {@code openai} dialect does when its provider fails that way. */
@Getter(AccessLevel.PACKAGE)
@RequiredArgsConstructor
public enum SimulatedFailureKind {
    /** Too many requests for now. */
    RATE_LIMITED(429, "requests", "rate_limit_exceeded", "Rate limit reached for requests"),
    /** The provider is broken. */
    SERVER(500, "server_error", "server_error", "The server had an error while processing your request"),
    /** No answer comes until the client gives up or is aborted. */
    TIMEOUT(0, "", "", ""),
    /** The key is not accepted. */
    AUTHENTICATION(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided"),
    /** The account has nothing left. */
    QUOTA(429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota"),
    /** The request does not fit into the context. */
    CONTEXT_TOO_LONG(400, "invalid_request_error", "context_length_exceeded", "Your input exceeds the context window"),
    /** The provider's content filter. */
    CONTENT_REFUSED(400, "invalid_request_error", "content_filter", "The prompt triggered the content filter"),
    /** The provider does not know the model. */
    MODEL_NOT_FOUND(404, "invalid_request_error", "model_not_found", "The model does not exist"),
    /** An answer without text or tool call. */
    EMPTY(200, "", "", ""),
    /** No connection. */
    NETWORK(0, "", "", ""),
    /** The connection breaks within the answer. */
    CUT(200, "", "", "");

    /** The HTTP status, 0 where there is no answer at all. */
    private final int status;

    private final String type;
    private final String code;
    private final String message;

    /** The name used in configuration, for example {@code rate-limited}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names used in configuration. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(SimulatedFailureKind::key).toList();
    }

    /** Whether it is an HTTP answer that is an error. */
    boolean isAnswer() {
        return status >= 400;
    }

    /** What the client throws. */
    RuntimeException exception() {
        return switch (this) {
            case TIMEOUT -> new TimeoutException(new HttpTimeoutException("request timed out"));
            case NETWORK -> new RuntimeException(new ConnectException("Connection refused"));
            case EMPTY, CUT -> new LangChain4jException(new IOException("closed"));
            case RATE_LIMITED, QUOTA -> new RateLimitException(answer());
            case SERVER -> new InternalServerException(answer());
            case AUTHENTICATION -> new AuthenticationException(answer());
            case CONTEXT_TOO_LONG, CONTENT_REFUSED -> new InvalidRequestException(answer());
            case MODEL_NOT_FOUND -> new ModelNotFoundException(answer());
        };
    }

    private HttpException answer() {
        String body = "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}";
        return new HttpException(status, body.formatted(message, type, code));
    }
}
