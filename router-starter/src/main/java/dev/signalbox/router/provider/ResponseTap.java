package dev.signalbox.router.provider;

import dev.signalbox.router.execution.Exchange;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Sees a response first: tells the exchange how it begins, reads along in an answer, and makes its body abortable. A
 * failed request's body reaches the attempt with the client's exception and needs no watching.
 */
@RequiredArgsConstructor
final class ResponseTap<T> implements BodyHandler<T> {

    private final BodyHandler<T> handler;
    private final @Nullable Exchange exchange;
    private @Nullable AbortableBody<T> body;
    private boolean aborted;

    @Override
    public BodySubscriber<T> apply(ResponseInfo response) {
        if (exchange != null) {
            exchange.responded(response.statusCode(), RetryAfter.of(response, Clock.systemUTC()));
        }
        AbortableBody<T> begun = new AbortableBody<>(watched(response));
        if (abortedBefore(begun)) {
            begun.abort();
        }
        return begun;
    }

    private BodySubscriber<T> watched(ResponseInfo response) {
        BodySubscriber<T> plain = handler.apply(response);
        boolean success = response.statusCode() >= 200 && response.statusCode() < 300;
        if (exchange == null || !success) {
            return plain;
        }
        if (isEncoded(response.headers())) {
            exchange.passing(false);
            return plain;
        }
        boolean lines = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("ndjson"))
                .isPresent();
        return new WatchedBody<>(plain, new AnswerWatch(AnswerEvent.Findings.of(exchange), lines), passes(exchange));
    }

    private static Consumer<ByteBuffer> passes(Exchange exchange) {
        return exchange.isPassing() ? exchange::passed : piece -> {};
    }

    private static boolean isEncoded(HttpHeaders headers) {
        return headers.firstValue("Content-Encoding")
                .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
                .isPresent();
    }

    /** The client has read all that came and said what it has to say. */
    void read() {
        if (exchange != null) {
            exchange.closed();
        }
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
