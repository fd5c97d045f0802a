package dev.signalbox.bench;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;

/** Answers at once, always the same. */
final class FixedModel implements ChatModel {

    static final int TOKENS = 11;

    private static final ChatResponse ANSWER = ChatResponse.builder()
            .aiMessage(AiMessage.from("In Granada."))
            .tokenUsage(new TokenUsage(TOKENS - 1, 1))
            .finishReason(FinishReason.STOP)
            .build();

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return ANSWER;
    }
}
