package dev.signalbox.test;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.signalbox.router.execution.Exchange;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with an answer.
 *
 * @param partials how many partials come before
 * @param failure makes what is thrown
 * @param status the status that the router's exchange is told, with the pause asked for
 */
record Fault(
        int partials,
        Supplier<RuntimeException> failure,
        @Nullable Integer status,
        @Nullable Duration retryAfter) {

    Fault {
        Delivery.requireNotNegative(partials);
    }

    static Fault of(int partials, RuntimeException failure) {
        return new Fault(partials, () -> failure, null, null);
    }

    static Fault http(int status, String body, @Nullable Duration retryAfter) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("The status is " + status + ". An error has 400 to 599.");
        }
        return new Fault(0, () -> exception(new HttpException(status, body)), status, retryAfter);
    }

    /** What is to be thrown, by an attempt that this thread has started. */
    RuntimeException occur() {
        return occur(Exchange.current());
    }

    RuntimeException occur(@Nullable Exchange exchange) {
        if (exchange != null && status != null) {
            exchange.responded(status, retryAfter);
        }
        return failure.get();
    }

    /** As LangChain4j's own models map it. */
    private static RuntimeException exception(HttpException cause) {
        return switch (cause.statusCode()) {
            case 401, 403 -> new AuthenticationException(cause);
            case 404 -> new ModelNotFoundException(cause);
            case 408 -> new TimeoutException(cause);
            case 429 -> new RateLimitException(cause);
            default ->
                cause.statusCode() < 500 ? new InvalidRequestException(cause) : new InternalServerException(cause);
        };
    }
}
