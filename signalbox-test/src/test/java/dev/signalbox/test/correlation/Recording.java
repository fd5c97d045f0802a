package dev.signalbox.test.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.TokenStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What a caller saw of one stream. */
public final class Recording implements StreamingChatResponseHandler {

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final Semaphore pieces = new Semaphore(0);
    private final AtomicInteger ends = new AtomicInteger();
    private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

    /** Starts a stream of an AI service. */
    public static Recording of(TokenStream stream) {
        Recording recording = new Recording();
        stream.onPartialResponse(recording.texts::add)
                .onCompleteResponse(recording::onCompleteResponse)
                .onError(recording::onError)
                .start();
        return recording;
    }

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        texts.add(partial.text());
        pieces.release();
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        ends.incrementAndGet();
        end.complete(response);
    }

    @Override
    public void onError(Throwable error) {
        ends.incrementAndGet();
        end.completeExceptionally(error);
    }

    /** The pieces of text so far. */
    public List<String> texts() {
        return texts;
    }

    /** The text so far. */
    public String text() {
        return String.join("", texts);
    }

    /** Waits for so many pieces of text more. */
    public Recording awaitPieces(int count) {
        try {
            assertThat(pieces.tryAcquire(count, TestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s pieces came in time", count)
                    .isTrue();
            return this;
        } catch (InterruptedException e) {
            throw new AssertionError("Expected " + count + " pieces", e);
        }
    }

    /** How often the stream has ended so far, which should be once. */
    public int ends() {
        return ends.get();
    }

    /** Waits for the end, which must be an answer. */
    public ChatResponse response() {
        try {
            return end.get(TestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException | ExecutionException e) {
            throw new AssertionError("Expected an answer", e);
        }
    }

    /** Waits for the end and, as a call that answers whole would, throws what the stream ended with if it is an error. */
    public ChatResponse outcome() {
        try {
            return end.get(TestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException error) {
                throw error;
            }
            throw new AssertionError("Expected an unchecked exception", e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("Expected an end", e);
        }
    }

    /** Waits for the end, which must be an error. */
    public Throwable error() {
        try {
            ChatResponse response = end.get(TestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("Expected an error but got " + response);
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("Expected an error", e);
        }
    }
}
