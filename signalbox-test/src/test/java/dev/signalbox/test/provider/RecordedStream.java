package dev.signalbox.test.provider;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** What a real client makes of a stream; the first terminal event counts. */
final class RecordedStream implements StreamingChatResponseHandler {

    private final List<String> texts = new CopyOnWriteArrayList<>();

    private final List<String> thoughts = new CopyOnWriteArrayList<>();

    private final List<CompleteToolCall> toolCalls = new CopyOnWriteArrayList<>();

    private final CompletableFuture<StreamingHandle> begun = new CompletableFuture<>();

    private final CompletableFuture<ChatResponse> ended = new CompletableFuture<>();

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        texts.add(partial.text());
        begun.complete(context.streamingHandle());
    }

    @Override
    public void onPartialThinking(PartialThinking partial) {
        thoughts.add(partial.text());
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall toolCall) {
        toolCalls.add(toolCall);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        ended.complete(response);
    }

    @Override
    public void onError(Throwable error) {
        ended.completeExceptionally(error);
    }

    List<String> texts() {
        return texts;
    }

    List<String> thoughts() {
        return thoughts;
    }

    List<CompleteToolCall> toolCalls() {
        return toolCalls;
    }

    /** The handle that came with the first text. */
    StreamingHandle begun() throws Exception {
        return begun.get(Clients.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    ChatResponse response() throws Exception {
        return ended.get(Clients.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    Throwable error() throws Exception {
        try {
            throw new AssertionError("Expected an error but got " + response());
        } catch (ExecutionException ex) {
            return Objects.requireNonNull(ex.getCause());
        }
    }

    boolean hasEnded() {
        return ended.isDone();
    }
}
