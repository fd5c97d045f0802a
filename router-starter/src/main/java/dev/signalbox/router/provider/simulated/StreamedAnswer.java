package dev.signalbox.router.provider.simulated;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.usage.TokenEstimate;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Hands an answer to its handler piece by piece. Whatever is thrown on the way, the handler's own too, ends it. */
@Slf4j
@RequiredArgsConstructor
final class StreamedAnswer implements Runnable {

    /** A word with the blank behind it; of a very long word, a part. */
    private static final Pattern PIECE = Pattern.compile("\\S{1,16}\\s?|\\s");

    private final SimulatedCall call;
    private final StreamingChatResponseHandler handler;

    @Override
    public void run() {
        try {
            call.awaitBegin();
            stream(call.response().aiMessage());
            handler.onCompleteResponse(call.response());
        } catch (RuntimeException e) {
            if (!call.pace().silent()) {
                tell(e);
            }
        }
    }

    private void tell(RuntimeException error) {
        try {
            handler.onError(error);
        } catch (RuntimeException e) {
            log.warn("A streaming handler failed in onError and was ignored", e);
        }
    }

    private void stream(AiMessage message) {
        List<ToolExecutionRequest> toolCalls = message.toolExecutionRequests();
        if (toolCalls.isEmpty()) {
            pieces(message.text(), this::text);
            call.awaitEnd();
            return;
        }
        ToolExecutionRequest toolCall = toolCalls.get(0);
        pieces(toolCall.arguments(), piece -> arguments(toolCall, piece));
        call.awaitEnd();
        handler.onCompleteToolCall(new CompleteToolCall(0, toolCall));
        call.awaitEnd();
    }

    private void pieces(String content, Consumer<String> consumer) {
        PIECE.matcher(content).results().forEach(piece -> {
            call.awaitTokens(TokenEstimate.ofLength(piece.start()));
            consumer.accept(piece.group());
        });
    }

    private void text(String piece) {
        handler.onPartialResponse(new PartialResponse(piece), new PartialResponseContext(call.pace()));
    }

    private void arguments(ToolExecutionRequest toolCall, String piece) {
        PartialToolCall partial = PartialToolCall.builder()
                .index(0)
                .id(toolCall.id())
                .name(toolCall.name())
                .partialArguments(piece)
                .build();
        handler.onPartialToolCall(partial, new PartialToolCallContext(call.pace()));
    }
}
