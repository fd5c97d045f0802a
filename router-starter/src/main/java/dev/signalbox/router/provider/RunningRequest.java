package dev.signalbox.router.provider;

import dev.signalbox.router.execution.Exchange;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A request under way.
 *
 * @param timeout how long the whole answer may take, where somebody waits for it
 * @param body the answer's body, once it comes
 * @param response the answer
 */
record RunningRequest<T>(@Nullable Duration timeout, ResponseTap<T> body, CompletableFuture<HttpResponse<T>> response) {

    /** Sends a request that the calling thread's exchange can abort from now on. */
    static <T> RunningRequest<T> start(
            HttpClient client,
            HttpRequest request,
            BodyHandler<T> handler,
            @Nullable PushPromiseHandler<T> pushPromises) {
        Exchange exchange = Exchange.current();
        if (exchange != null) {
            exchange.sent(request.uri());
        }
        ResponseTap<T> tap = new ResponseTap<>(handler, exchange);
        RunningRequest<T> running =
                new RunningRequest<>(request.timeout().orElse(null), tap, client.sendAsync(request, tap, pushPromises));
        if (exchange != null) {
            exchange.onAbort(running::abort);
        }
        return running;
    }

    /** Ends the request wherever it is. After a stream's headers, cancelling the future alone leaves it running. */
    void abort() {
        body.abort();
        response.cancel(true);
    }

    /** The answer has been read to its end. */
    void read() {
        body.read();
    }

    /** Waits for the whole answer, as {@link HttpClient#send} does but that the timeout holds for the body too. */
    HttpResponse<T> await() throws IOException, InterruptedException {
        try {
            return timeout == null ? response.get() : response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            abort();
            throw e;
        } catch (TimeoutException e) {
            abort();
            throw new HttpTimeoutException("request timed out");
        } catch (CancellationException e) {
            throw AbortableBody.aborted(e);
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        }
    }

    private static IOException thrown(@Nullable Throwable cause) {
        if (cause instanceof CancellationException aborted) {
            return AbortableBody.aborted(aborted);
        } else if (cause instanceof IOException failure) {
            return failure;
        } else if (cause instanceof RuntimeException failure) {
            throw failure;
        } else if (cause instanceof Error failure) {
            throw failure;
        }
        return new IOException(cause);
    }
}
