package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.usage.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Receives the stream of one attempt. Holds back what comes before the first content, so that falling back until then is
 * invisible; the first terminal event wins.
 */
@RequiredArgsConstructor
final class StreamAttempt implements StreamingChatResponseHandler {

    /** Raw events held before the first content; one more counts as content. */
    private static final int MAX_HELD = 64;
    /** How long they are held; one that comes later counts as content. */
    private static final long MAX_HELD_NANOS = Duration.ofSeconds(30).toNanos();

    private final StreamingDriver driver;
    private final CallRun run;
    private final RunningAttempt attempt;
    /** What the caller has got already of a stream that broke. */
    private final Continuation from;

    private final List<Consumer<StreamingChatResponseHandler>> held = new ArrayList<>(2);
    private long heldSince;
    private volatile boolean handleKnown;

    @Override
    public void onPartialResponse(String partial) {
        text(null, partial, consumer -> consumer.onPartialResponse(partial));
    }

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        PartialResponseContext own = new PartialResponseContext(driver);
        text(context.streamingHandle(), partial.text(), consumer -> consumer.onPartialResponse(partial, own));
    }

    @Override
    public void onPartialThinking(PartialThinking partial) {
        count(partial.text());
        content(null, true, consumer -> consumer.onPartialThinking(partial));
    }

    @Override
    public void onPartialThinking(PartialThinking partial, PartialThinkingContext context) {
        count(partial.text());
        PartialThinkingContext own = new PartialThinkingContext(driver);
        content(context.streamingHandle(), true, consumer -> consumer.onPartialThinking(partial, own));
    }

    @Override
    public void onPartialToolCall(PartialToolCall partial) {
        count(partial.partialArguments());
        content(null, false, consumer -> consumer.onPartialToolCall(partial));
    }

    @Override
    public void onPartialToolCall(PartialToolCall partial, PartialToolCallContext context) {
        count(partial.partialArguments());
        PartialToolCallContext own = new PartialToolCallContext(driver);
        content(context.streamingHandle(), false, consumer -> consumer.onPartialToolCall(partial, own));
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        content(null, false, consumer -> consumer.onCompleteToolCall(call));
    }

    @Override
    public void onUnmappedRawEvent(Object rawEvent) {
        Consumer<StreamingChatResponseHandler> delivery = consumer -> consumer.onUnmappedRawEvent(rawEvent);
        if (held.isEmpty()) {
            heldSince = run.nanos();
        }
        if (run.follows(attempt) || held.size() == MAX_HELD || run.nanos() - heldSince > MAX_HELD_NANOS) {
            content(null, true, delivery);
        } else {
            held.add(delivery);
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        Failure failure = attempt.inBandFailure();
        failure = failure == null
                ? AnswerCheck.streamed(response, attempt.exchange().isFinished(), from)
                : failure;
        failure = failure == null ? run.outputCheck().of(response) : failure;
        if (failure == null) {
            Usage usage = attempt.usage(response.tokenUsage());
            driver.completed(this, run.succeeded(attempt, usage, response), from.whole(response));
        } else {
            boolean counted = response.tokenUsage() != null;
            Usage usage = counted ? attempt.usage(response.tokenUsage()) : attempt.usageAfter(failure);
            driver.carryOut(run.failed(attempt, failure, usage, response), null);
        }
    }

    @Override
    public void onError(Throwable error) {
        Failure failure = attempt.classify(error);
        driver.carryOut(run.failed(attempt, failure, attempt.usageAfter(failure), null), null);
    }

    /** The client has read all that came; some clients say nothing where a stream ends without its end marker. */
    void closed() {
        Failure told = attempt.inBandFailure();
        Failure failure = told == null ? Failure.of(FailureKind.NETWORK, AnswerCheck.UNFINISHED) : told;
        driver.carryOut(run.failed(attempt, failure, attempt.usageAfter(failure), null), null);
    }

    private void count(@Nullable String piece) {
        attempt.produced().addAndGet(piece == null ? 0 : piece.length());
    }

    /** Counts as content: the provider waits for the caller. */
    void heldUp() {
        driver.carryOut(run.content(attempt, true), null);
    }

    private void text(@Nullable StreamingHandle handle, String piece, Consumer<StreamingChatResponseHandler> delivery) {
        count(piece);
        content(handle, true, consumer -> {
            driver.delivered(piece);
            delivery.accept(consumer);
        });
    }

    private void content(
            @Nullable StreamingHandle handle, boolean resumable, Consumer<StreamingChatResponseHandler> delivery) {
        if (handle != null && !handleKnown) {
            handleKnown = true;
            attempt.exchange().onAbort(handle::cancel);
        }
        driver.carryOut(run.content(attempt, resumable), null);
        held.forEach(before -> driver.deliver(this, before));
        held.clear();
        driver.deliver(this, delivery);
    }

    /** The caller gets what this attempt brings. */
    void serves(boolean first) {
        run.serves(attempt, first);
    }

    /** Whether the caller gets what this attempt brings. */
    boolean isFollowed() {
        return run.follows(attempt);
    }
}
