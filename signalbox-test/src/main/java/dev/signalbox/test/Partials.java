package dev.signalbox.test;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Cuts an answer into the pieces of its stream. */
@RequiredArgsConstructor
final class Partials {

    private static final Pattern WORD_END = Pattern.compile("(?<=\\s)(?=\\S)");

    private final StreamingHandle handle;

    /**
     * The pieces in order: thinking, text, tool calls.
     *
     * @param texts the pieces of the text; {@code null} is one for each word
     */
    List<Consumer<StreamingChatResponseHandler>> of(AiMessage message, @Nullable List<String> texts) {
        List<Consumer<StreamingChatResponseHandler>> pieces = new ArrayList<>();
        if (message.thinking() != null) {
            pieces.add(thinking(message.thinking()));
        }
        Stream<String> words = texts == null ? words(message.text()) : texts.stream();
        words.map(this::text).forEach(pieces::add);
        List<ToolExecutionRequest> calls = message.toolExecutionRequests();
        for (int index = 0; index < calls.size(); index++) {
            pieces.add(toolCall(index, calls.get(index)));
        }
        return pieces;
    }

    private static Stream<String> words(@Nullable String text) {
        return text == null || text.isEmpty() ? Stream.empty() : WORD_END.splitAsStream(text);
    }

    private Consumer<StreamingChatResponseHandler> thinking(String thought) {
        return handler -> handler.onPartialThinking(new PartialThinking(thought), new PartialThinkingContext(handle));
    }

    private Consumer<StreamingChatResponseHandler> text(String piece) {
        return handler -> handler.onPartialResponse(new PartialResponse(piece), new PartialResponseContext(handle));
    }

    private Consumer<StreamingChatResponseHandler> toolCall(int index, ToolExecutionRequest call) {
        PartialToolCall arguments = PartialToolCall.builder()
                .index(index)
                .id(call.id())
                .name(call.name())
                .partialArguments(call.arguments())
                .build();
        return handler -> {
            handler.onPartialToolCall(arguments, new PartialToolCallContext(handle));
            handler.onCompleteToolCall(new CompleteToolCall(index, call));
        };
    }
}
