package dev.signalbox.test;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a stream tells, and cancels it after a number of partials. */
class RecordingHandler implements StreamingChatResponseHandler {

    final List<String> told = new CopyOnWriteArrayList<>();
    private final int cancelAfter;

    RecordingHandler() {
        this(Integer.MAX_VALUE);
    }

    RecordingHandler(int cancelAfter) {
        this.cancelAfter = cancelAfter;
    }

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        told.add(partial.text());
        if (told.size() == cancelAfter) {
            context.streamingHandle().cancel();
        }
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        told.add("tool " + call.toolExecutionRequest().name());
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        told.add("complete " + response.aiMessage().text() + " " + response.finishReason());
    }

    @Override
    public void onError(Throwable error) {
        told.add("error " + error.getMessage());
    }
}
