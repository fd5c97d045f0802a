package dev.signalbox.agent.port;

import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** Passes the pieces of an answer on as they come; what its end means is for others to say. */
public abstract class ForwardedStream implements StreamingChatResponseHandler {

    private final StreamingChatResponseHandler handler;

    /** To that handler. */
    protected ForwardedStream(StreamingChatResponseHandler handler) {
        this.handler = handler;
    }

    /** Who gets the answer. */
    protected final StreamingChatResponseHandler handler() {
        return handler;
    }

    @Override
    public void onPartialResponse(String text) {
        handler.onPartialResponse(text);
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        handler.onPartialResponse(part, context);
    }

    @Override
    public void onPartialThinking(PartialThinking part) {
        handler.onPartialThinking(part);
    }

    @Override
    public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
        handler.onPartialThinking(part, context);
    }

    @Override
    public void onPartialToolCall(PartialToolCall part) {
        handler.onPartialToolCall(part);
    }

    @Override
    public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
        handler.onPartialToolCall(part, context);
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        handler.onCompleteToolCall(call);
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        handler.onUnmappedRawEvent(event);
    }
}
