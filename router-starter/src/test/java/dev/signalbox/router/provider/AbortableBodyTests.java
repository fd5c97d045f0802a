package dev.signalbox.router.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AbortableBodyTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger cancelled = new AtomicInteger();
    private final Subscription subscription = new Subscription() {
        @Override
        public void request(long pieces) {}

        @Override
        public void cancel() {
            cancelled.incrementAndGet();
        }
    };
    private final AbortableBody<byte[]> bytes = new AbortableBody<>(BodySubscribers.ofByteArray());

    @Test
    void passesABodyOn() {
        bytes.onSubscribe(subscription);
        bytes.onNext(List.of(ByteBuffer.wrap(new byte[] {1, 2})));
        bytes.onComplete();

        assertThat(bytes.getBody().toCompletableFuture().join()).containsExactly(1, 2);
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void endsABodyThatHasBegun() {
        bytes.onSubscribe(subscription);
        bytes.onNext(List.of(ByteBuffer.wrap(new byte[] {1})));

        bytes.abort();

        assertAborted();
    }

    @Test
    void endsABodyAsSoonAsItBegins() {
        bytes.abort();

        bytes.onSubscribe(subscription);

        assertAborted();
    }

    @Test
    void ignoresWhatComesAfterTheEnd() {
        bytes.onSubscribe(subscription);
        bytes.abort();

        bytes.onNext(List.of(ByteBuffer.wrap(new byte[] {1})));
        bytes.onError(new IOException("closed"));
        bytes.onComplete();

        assertAborted();
    }

    private void assertAborted() {
        assertThat(cancelled).hasValue(1);
        assertThat(bytes.getBody().toCompletableFuture())
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IOException.class)
                .withMessage("The request was aborted")
                .withCauseInstanceOf(CancellationException.class);
    }

    /** A client of JDK 17 leaves the reader of an HTTP/2 body waiting when the body is cancelled. */
    @Test
    void wakesWhoeverReads() {
        AbortableBody<InputStream> stream = new AbortableBody<>(BodySubscribers.ofInputStream());
        InputStream input = stream.getBody().toCompletableFuture().join();
        stream.onSubscribe(subscription);
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> read(input));

        stream.abort();

        assertThat(reading)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withStackTraceContaining("The request was aborted");
    }

    private static int read(InputStream input) {
        try {
            return input.read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
