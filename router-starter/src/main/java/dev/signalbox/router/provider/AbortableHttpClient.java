package dev.signalbox.router.provider;

import dev.signalbox.router.execution.Clockwork;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, edited for the provider, through the provider's client and ties each to the exchange of the attempt that sends it, if there is
 * one: the attempt can abort the request at any time and learns its status. What follows an asynchronous response runs
 * on the executor, in the context of the thread that sent the request.
 */
@RequiredArgsConstructor
final class AbortableHttpClient extends HttpClient {

    private final HttpClient client;
    private final Executor executor;
    private final Clockwork.ContextCapture context;
    private final UnaryOperator<HttpRequest> edit;

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return ReadableAnswer.of(
                RunningRequest.start(client, edit.apply(request), handler, null).await());
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return sendAsync(request, handler, null);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushPromises) {
        UnaryOperator<Runnable> inContext = context.capture();
        RunningRequest<T> running = RunningRequest.start(client, edit.apply(request), handler, pushPromises);
        return OffloadedFuture.of(running.response(), task -> hop(inContext.apply(task), running), running::read);
    }

    private void hop(Runnable task, RunningRequest<?> running) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException shuttingDown) {
            running.abort();
            throw shuttingDown;
        }
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }
}
