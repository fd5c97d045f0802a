package dev.signalbox.test.budget;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;

/** Answers for replies that are computed. */
final class ScriptedReplies {

    private ScriptedReplies() {}

    static ChatResponse answer(int input, int output) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("computed"))
                .tokenUsage(new TokenUsage(input, output))
                .finishReason(FinishReason.STOP)
                .build();
    }
}
