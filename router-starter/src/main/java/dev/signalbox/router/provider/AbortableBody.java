package dev.signalbox.router.provider;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * A response body that can be aborted by any thread: the connection is closed, and whoever waits for the body is told.
 * The lock keeps the signals in a row, as reactive streams want it; none of them blocks.
 */
@RequiredArgsConstructor
final class AbortableBody<T> implements BodySubscriber<T> {

    private final BodySubscriber<T> body;
    private @Nullable Subscription subscription;
    private boolean aborted;
    private boolean ended;

    static IOException aborted(CancellationException cause) {
        return new IOException("The request was aborted", cause);
    }

    @Override
    public CompletionStage<T> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        body.onSubscribe(upstream);
        boolean tooLate;
        synchronized (this) {
            subscription = upstream;
            tooLate = aborted;
        }
        if (tooLate) {
            end(upstream);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> piece) {
        if (!ended) {
            body.onNext(piece);
        }
    }

    @Override
    public synchronized void onError(Throwable thrown) {
        if (!ended) {
            ended = true;
            body.onError(thrown);
        }
    }

    @Override
    public synchronized void onComplete() {
        if (!ended) {
            ended = true;
            body.onComplete();
        }
    }

    /** Ends the body now, or as soon as it begins. */
    void abort() {
        Subscription begun;
        synchronized (this) {
            aborted = true;
            begun = subscription;
        }
        if (begun != null) {
            end(begun);
        }
    }

    /** Speaks before the connection closes: what the client then has to say is less clear. */
    private void end(Subscription upstream) {
        onError(aborted(new CancellationException()));
        upstream.cancel();
    }
}
