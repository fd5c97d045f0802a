package dev.signalbox.router.gateway;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands the pieces of an answer from the threads on which they come to the thread that writes them to the client. Holds some
 * pieces for a client that is slow, and then lets the provider wait.
 */
final class StreamRelay implements StreamingChatResponseHandler, CallWatch, EventSink {

    private static final int MAX_WAITING = 256;

    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(MAX_WAITING);
    private final BiFunction<EventSink, Decision, AnswerStream> writer;
    private final Consumer<RoutedCall> onEnd;
    private volatile boolean abandoned;
    private volatile @Nullable RoutedCall call;
    private volatile @Nullable AnswerStream stream;

    /**
     * A relay of an answer that is to come.
     *
     * @param writer makes what puts the answer to a call into words
     * @param onEnd is told how the call has ended
     */
    StreamRelay(BiFunction<EventSink, Decision, AnswerStream> writer, Consumer<RoutedCall> onEnd) {
        this.writer = writer;
        this.onEnd = onEnd;
    }

    /** What is to be written next. */
    sealed interface Piece {

        /** An event of the stream. */
        record Event(@Nullable String name, byte[] data) implements Piece {}

        /** The answer has come to its end. */
        record End() implements Piece {}

        /** The answer has failed; nothing more comes. */
        record Failed(GatewayError error) implements Piece {}
    }

    /** The next piece, {@code null} if none has come in that time. */
    @Nullable
    Piece next(Duration time) throws InterruptedException {
        return pieces.poll(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether everything that has come was asked for. */
    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Nobody will ask for pieces any more. */
    void abandon() {
        abandoned = true;
        pieces.clear();
    }

    private AnswerStream words() {
        AnswerStream words = stream;
        if (words == null) {
            throw new IllegalStateException("The stream has not begun.");
        }
        return words;
    }

    @Override
    public void send(@Nullable String name, byte[] data) {
        put(new Piece.Event(name, data));
    }

    /** Puts a failure into words, after what has come before. */
    void fail(GatewayError error) {
        words().failed(error);
        end();
    }

    private void end() {
        put(new Piece.End());
    }

    private void put(Piece piece) {
        try {
            while (!abandoned && !pieces.offer(piece, 1, TimeUnit.SECONDS)) {
                // the client is slow; when it is gone, whoever writes says so
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandoned = true;
        }
    }

    @Override
    public void decided(Decision decision) {
        stream = writer.apply(this, decision);
    }

    @Override
    public void servedBy(Candidate candidate, boolean passing) {
        words().servedBy(candidate, passing);
    }

    @Override
    public void passed(byte[] bytes) {
        words().passed(bytes);
    }

    @Override
    public void ended(RoutedCall ended) {
        call = ended;
        onEnd.accept(ended);
    }

    @Override
    public void onPartialResponse(String piece) {
        words().text(piece);
    }

    @Override
    public void onPartialThinking(PartialThinking piece) {
        words().thinking(piece.text());
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece) {
        words().toolCall(piece);
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall complete) {
        words().toolCall(complete);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        RoutedCall ended = call;
        if (ended == null) {
            throw new IllegalStateException("The call has not ended.");
        }
        words().complete(response, ended);
        end();
    }

    @Override
    public void onError(Throwable error) {
        put(new Piece.Failed(GatewayErrors.of(error)));
    }
}
