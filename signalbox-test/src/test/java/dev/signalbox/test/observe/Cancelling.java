package dev.signalbox.test.observe;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** Has enough after the first piece. */
final class Cancelling implements StreamingChatResponseHandler {

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        context.streamingHandle().cancel();
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {}

    @Override
    public void onError(Throwable error) {}
}
