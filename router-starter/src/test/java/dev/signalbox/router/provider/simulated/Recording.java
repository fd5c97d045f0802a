package dev.signalbox.router.provider.simulated;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Everything that a handler was told. */
final class Recording implements StreamingChatResponseHandler {

    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<PartialToolCall> toolCallParts = new CopyOnWriteArrayList<>();
    final List<CompleteToolCall> toolCalls = new CopyOnWriteArrayList<>();
    final List<ChatResponse> responses = new CopyOnWriteArrayList<>();
    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<PartialResponseContext> onText;

    Recording() {
        this(context -> {});
    }

    Recording(Consumer<PartialResponseContext> onText) {
        this.onText = onText;
    }

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        texts.add(partial.text());
        onText.accept(context);
    }

    @Override
    public void onPartialToolCall(PartialToolCall partial) {
        toolCallParts.add(partial);
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        toolCalls.add(call);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        responses.add(response);
        ended.countDown();
    }

    @Override
    public void onError(Throwable error) {
        errors.add(error);
        ended.countDown();
    }

    String text() {
        return String.join("", texts);
    }
}
