package dev.signalbox.agent.routing;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.agent.port.ForwardedStream;

/** Passes all on, and tells the end before. */
final class ToldStream extends ForwardedStream {

    private final PlainStep step;

    ToldStream(StreamingChatResponseHandler handler, PlainStep step) {
        super(handler);
        this.step = step;
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        step.answered(response);
        handler().onCompleteResponse(response);
    }

    @Override
    public void onError(Throwable error) {
        step.failed();
        handler().onError(error);
    }
}
