package dev.signalbox.router.provider;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** The bytes of a request's body that is in memory already, as LangChain4j's are: it publishes them at once. */
final class CollectedBody implements Subscriber<ByteBuffer> {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private CollectedBody() {}

    static byte[] of(BodyPublisher body) {
        CollectedBody collected = new CollectedBody();
        body.subscribe(collected);
        return collected.bytes.toByteArray();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer piece) {
        byte[] copy = new byte[piece.remaining()];
        piece.get(copy);
        bytes.write(copy, 0, copy.length);
    }

    @Override
    public void onError(Throwable thrown) {
        throw new IllegalStateException("The body of a request cannot be read", thrown);
    }

    @Override
    public void onComplete() {}
}
