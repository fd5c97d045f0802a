package dev.signalbox.test.execution;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;
import lombok.AccessLevel;
import lombok.Getter;

/** What a stream has brought. */
@Getter(AccessLevel.PACKAGE)
class StreamRecord implements StreamingChatResponseHandler {

    private final CompletableFuture<String> begun = new CompletableFuture<>();
    private final CompletableFuture<ChatResponse> response = new CompletableFuture<>();
    private final CompletableFuture<Throwable> error = new CompletableFuture<>();
    private final CompletableFuture<Thread> reader = new CompletableFuture<>();
    private final StringBuffer received = new StringBuffer();

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        received.append(partial.text());
        reader.complete(Thread.currentThread());
        begun.complete(partial.text());
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        response.complete(complete);
    }

    @Override
    public void onError(Throwable thrown) {
        error.complete(thrown);
    }

    String text() {
        return received.toString();
    }
}
