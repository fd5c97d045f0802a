package dev.signalbox.router.provider;

import dev.signalbox.router.execution.Exchange;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Clock;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Sees a response first: tells the exchange how it begins, and makes its body abortable. */
@RequiredArgsConstructor
final class ResponseTap<T> implements BodyHandler<T> {

    private final BodyHandler<T> handler;
    private final @Nullable Exchange exchange;
    private @Nullable AbortableBody<T> body;
    private boolean aborted;

    @Override
    public BodySubscriber<T> apply(ResponseInfo response) {
        if (exchange != null) {
            exchange.responded(response.statusCode(), RetryAfter.of(response.headers(), Clock.systemUTC()));
        }
        AbortableBody<T> begun = new AbortableBody<>(handler.apply(response));
        if (abortedBefore(begun)) {
            begun.abort();
        }
        return begun;
    }

    private synchronized boolean abortedBefore(AbortableBody<T> begun) {
        body = begun;
        return aborted;
    }

    /** Aborts the body, or sees to it that there will be none. */
    void abort() {
        AbortableBody<T> begun = markAborted();
        if (begun != null) {
            begun.abort();
        }
    }

    private synchronized @Nullable AbortableBody<T> markAborted() {
        aborted = true;
        return body;
    }
}
