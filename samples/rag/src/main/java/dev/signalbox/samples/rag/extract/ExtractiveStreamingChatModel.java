package dev.signalbox.samples.rag.extract;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;

/** The same answers, word by word. */
@RequiredArgsConstructor
public final class ExtractiveStreamingChatModel implements StreamingChatModel {

    private final ExtractiveChatModel model;

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        ChatResponse response = model.doChat(request);
        Handle handle = new Handle();
        for (String word : response.aiMessage().text().split("(?<= )")) {
            if (!handle.isCancelled()) {
                handler.onPartialResponse(new PartialResponse(word), new PartialResponseContext(handle));
            }
        }
        if (!handle.isCancelled()) {
            handler.onCompleteResponse(response);
        }
    }

    private static final class Handle implements StreamingHandle {

        private final AtomicBoolean cancelled = new AtomicBoolean();

        @Override
        public void cancel() {
            cancelled.set(true);
        }

        @Override
        public boolean isCancelled() {
            return cancelled.get();
        }
    }
}
