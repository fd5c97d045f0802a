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

    private final StreamingDriver driver;
    private final CallRun run;
    private final RunningAttempt attempt;

    private final List<Consumer<StreamingChatResponseHandler>> held = new ArrayList<>(2);
    private final StringBuffer text = new StringBuffer();
    private volatile boolean handleKnown;

    @Override
    public void onPartialResponse(String partial) {
        add(partial);
        content(null, consumer -> consumer.onPartialResponse(partial));
    }

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        add(partial.text());
        PartialResponseContext own = new PartialResponseContext(driver);
        content(context.streamingHandle(), consumer -> consumer.onPartialResponse(partial, own));
    }

    @Override
    public void onPartialThinking(PartialThinking partial) {
        count(partial.text());
        content(null, consumer -> consumer.onPartialThinking(partial));
    }

    @Override
    public void onPartialThinking(PartialThinking partial, PartialThinkingContext context) {
        count(partial.text());
        PartialThinkingContext own = new PartialThinkingContext(driver);
        content(context.streamingHandle(), consumer -> consumer.onPartialThinking(partial, own));
    }

    @Override
    public void onPartialToolCall(PartialToolCall partial) {
        count(partial.partialArguments());
        content(null, consumer -> consumer.onPartialToolCall(partial));
    }

    @Override
    public void onPartialToolCall(PartialToolCall partial, PartialToolCallContext context) {
        count(partial.partialArguments());
        PartialToolCallContext own = new PartialToolCallContext(driver);
        content(context.streamingHandle(), consumer -> consumer.onPartialToolCall(partial, own));
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        content(null, consumer -> consumer.onCompleteToolCall(call));
    }

    @Override
    public void onUnmappedRawEvent(Object rawEvent) {
        Consumer<StreamingChatResponseHandler> delivery = consumer -> consumer.onUnmappedRawEvent(rawEvent);
        if (run.follows(attempt) || held.size() == MAX_HELD) {
            content(null, delivery);
        } else {
            held.add(delivery);
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        Failure told = attempt.inBandFailure();
        Failure failure =
                told == null ? AnswerCheck.streamed(response, attempt.exchange().isFinished()) : told;
        if (failure == null) {
            driver.carryOut(run.succeeded(attempt, attempt.usage(response.tokenUsage())), response);
        } else {
            boolean counted = response.tokenUsage() != null;
            Usage usage = counted ? attempt.usage(response.tokenUsage()) : attempt.usageAfter(failure);
            driver.carryOut(run.failed(attempt, failure, usage), null);
        }
    }

    @Override
    public void onError(Throwable error) {
        Failure failure = attempt.classify(error);
        driver.carryOut(run.failed(attempt, failure, attempt.usageAfter(failure)), null);
    }

    /** The client has read all that came; some clients say nothing where a stream ends without its end marker. */
    void closed() {
        Failure told = attempt.inBandFailure();
        Failure failure = told == null ? Failure.of(FailureKind.NETWORK, AnswerCheck.UNFINISHED) : told;
        driver.carryOut(run.failed(attempt, failure, attempt.usageAfter(failure)), null);
    }

    /** The text so far, {@code null} if there is none. */
    @Nullable
    String partialText() {
        return text.isEmpty() ? null : text.toString();
    }

    private void add(String piece) {
        text.append(piece);
        count(piece);
    }

    private void count(@Nullable String piece) {
        attempt.produced().addAndGet(piece == null ? 0 : piece.length());
    }

    /** Counts as content: the provider waits for the caller. */
    void heldUp() {
        driver.carryOut(run.content(attempt), null);
    }

    private void content(@Nullable StreamingHandle handle, Consumer<StreamingChatResponseHandler> delivery) {
        if (handle != null && !handleKnown) {
            handleKnown = true;
            attempt.exchange().onAbort(handle::cancel);
        }
        driver.carryOut(run.content(attempt), null);
        held.forEach(before -> driver.deliver(attempt, before));
        held.clear();
        driver.deliver(attempt, delivery);
    }
}
