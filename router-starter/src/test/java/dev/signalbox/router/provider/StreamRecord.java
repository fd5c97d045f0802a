package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The end of a stream, and what the thread that brought it could see. */
final class StreamRecord implements StreamingChatResponseHandler {

    final CompletableFuture<ChatResponse> response = new CompletableFuture<>();
    final CompletableFuture<String> seen = new CompletableFuture<>();
    final StringBuffer thinking = new StringBuffer();
    private final Supplier<String> look;

    StreamRecord() {
        this(() -> "");
    }

    StreamRecord(Supplier<String> look) {
        this.look = look;
    }

    @Override
    public void onPartialResponse(String partial) {
        seen.complete(look.get());
    }

    @Override
    public void onPartialThinking(PartialThinking partial) {
        thinking.append(partial.text());
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        response.complete(complete);
    }

    @Override
    public void onError(Throwable error) {
        response.completeExceptionally(error);
    }
}
