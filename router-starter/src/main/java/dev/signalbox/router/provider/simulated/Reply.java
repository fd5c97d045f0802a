package dev.signalbox.router.provider.simulated;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.signalbox.router.execution.EmbeddingParameters;
import dev.signalbox.router.execution.Embeddings;
import dev.signalbox.router.usage.TokenEstimate;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated deployment says.
 *
 * @param message text or a tool call
 * @param reason why it says no more
 */
record Reply(AiMessage message, FinishReason reason) {

    /** An answer without text or tool call. */
    static final Reply EMPTY = text("");

    static Reply text(String text) {
        return new Reply(AiMessage.from(text), FinishReason.STOP);
    }

    static Reply toolCall(String id, String tool, String arguments) {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("call_" + id)
                .name(tool)
                .arguments(arguments)
                .build();
        return new Reply(AiMessage.from(call), FinishReason.TOOL_EXECUTION);
    }

    /**
     * The vectors of a request's texts.
     *
     * @param dimensions how long they are, unless the request says it
     */
    static Reply vectors(ChatRequest request, int dimensions) {
        Integer asked = EmbeddingParameters.dimensionsIn(request.parameters());
        WordVectors vectors = new WordVectors(asked == null ? dimensions : asked);
        return new Reply(
                Embeddings.message(Embeddings.texts(request).stream()
                        .map(vectors::embedding)
                        .toList()),
                FinishReason.STOP);
    }

    /** As much of its text as fits into so many tokens; {@code null} is no limit. Tool calls stay whole. */
    Reply limitedTo(@Nullable Integer tokens) {
        String text = message.text();
        if (text == null || tokens == null || TokenEstimate.of(text) <= tokens) {
            return this;
        }
        int end = text.length();
        while (end > 0 && TokenEstimate.ofLength(end) > tokens) {
            end = text.offsetByCodePoints(end, -1);
        }
        return new Reply(AiMessage.from(text.substring(0, end)), FinishReason.LENGTH);
    }
}
