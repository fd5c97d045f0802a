package dev.signalbox.router.provider;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;

/** A response body that is read along: what the watch learns from a piece is known before the client gets it. */
@RequiredArgsConstructor
final class WatchedBody<T> implements BodySubscriber<T> {

    private final BodySubscriber<T> body;
    private final AnswerWatch watch;
    private final Consumer<ByteBuffer> passed;

    @Override
    public CompletionStage<T> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        piece.forEach(watch::accept);
        piece.forEach(passed);
        body.onNext(piece);
    }

    @Override
    public void onError(Throwable thrown) {
        body.onError(thrown);
    }

    @Override
    public void onComplete() {
        watch.end();
        body.onComplete();
    }
}
