package dev.signalbox.router.provider;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;

/** Makes requests such that Anthropic takes them. */
final class AnthropicRequest {

    /** Anthropic wants a limit of the output; this one holds for all of its models. */
    static final int USUAL_OUTPUT = 4096;

    private static final int ADAPTIVE_OUTPUT = 16_384;
    private static final String SIGNATURE = "thinking_signature";

    private AnthropicRequest() {}

    /** The request with room for its thinking, and without the thinking of others, which is not signed. */
    static ChatRequest fit(ChatRequest request) {
        return ChatRequest.builder()
                .messages(request.messages().stream()
                        .map(AnthropicRequest::withoutUnsignedThinking)
                        .toList())
                .parameters(withRoom(request.parameters()))
                .build();
    }

    private static ChatMessage withoutUnsignedThinking(ChatMessage message) {
        boolean unsigned = message instanceof AiMessage answer
                && answer.thinking() != null
                && !answer.attributes().containsKey(SIGNATURE);
        return unsigned ? ((AiMessage) message).toBuilder().thinking(null).build() : message;
    }

    /** Thinking counts as output. A limit that leaves no room for the answer is taken as the answer's own. */
    private static ChatRequestParameters withRoom(ChatRequestParameters parameters) {
        if (!(parameters instanceof AnthropicChatRequestParameters asked)) {
            return parameters;
        }
        Integer limit = asked.maxOutputTokens();
        Integer budget = asked.thinkingBudgetTokens();
        if (budget != null && (limit == null || limit <= budget)) {
            return limited(asked, budget + (limit == null ? USUAL_OUTPUT : limit));
        }
        return limit == null && "adaptive".equals(asked.thinkingType()) ? limited(asked, ADAPTIVE_OUTPUT) : asked;
    }

    private static ChatRequestParameters limited(AnthropicChatRequestParameters parameters, int limit) {
        return parameters.toBuilder().maxOutputTokens(limit).build();
    }
}
