package dev.signalbox.agent.port;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.SliceStopped;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;

/** An answer that comes piece by piece: told on at once, recorded before its end is told. */
@RequiredArgsConstructor
final class StreamedAnswer implements StreamingChatResponseHandler {

    private final Journal journal;
    private final ModelSteps steps;
    private final ModelSteps.Turn turn;
    private final ModelStep step;
    private final StreamingChatResponseHandler handler;
    private final Consumer<ModelSteps.Turn> again;
    private final AtomicBoolean ended = new AtomicBoolean();

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        journal.partial(turn.place(), partial.text());
        handler.onPartialResponse(partial, context);
    }

    @Override
    public void onPartialResponse(String text) {
        journal.partial(turn.place(), text);
        handler.onPartialResponse(text);
    }

    @Override
    public void onPartialThinking(PartialThinking partial, PartialThinkingContext context) {
        handler.onPartialThinking(partial, context);
    }

    @Override
    public void onPartialThinking(PartialThinking partial) {
        handler.onPartialThinking(partial);
    }

    @Override
    public void onPartialToolCall(PartialToolCall partial, PartialToolCallContext context) {
        handler.onPartialToolCall(partial, context);
    }

    @Override
    public void onPartialToolCall(PartialToolCall partial) {
        handler.onPartialToolCall(partial);
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        handler.onCompleteToolCall(call);
    }

    /** What ends the slice may come only now, from the tools that were asked for. */
    @Override
    public void onCompleteResponse(ChatResponse response) {
        ended.set(true);
        ChatResponse recorded;
        try {
            recorded = steps.answered(turn, step, response);
        } catch (Throwable e) {
            handler.onError(e);
            return;
        }
        try {
            handler.onCompleteResponse(recorded);
        } catch (SliceStopped e) {
            handler.onError(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (ended.getAndSet(true)) {
            handler.onError(failure);
            return;
        }
        RuntimeException reason =
                failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
        try {
            again.accept(steps.failed(turn, step, reason));
        } catch (Throwable e) {
            handler.onError(e);
        }
    }
}
