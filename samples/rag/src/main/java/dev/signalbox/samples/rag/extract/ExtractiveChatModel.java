package dev.signalbox.samples.rag.extract;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/**
 * Stands for a model where there is none. It answers with sentences of the passages it is given, and generates nothing; it is
 * routed, counted and billed like any other.
 */
public final class ExtractiveChatModel implements ChatModel {

    private static final int CHARACTERS_PER_TOKEN = 4;

    @Override
    public ChatResponse doChat(ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        String prompt = ((UserMessage) messages.get(messages.size() - 1)).singleText();
        String answer = FollowUp.isAskedFor(prompt) ? FollowUp.standalone(prompt) : Extract.answer(prompt);
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(answer))
                .tokenUsage(new TokenUsage(tokens(messages.toString()), tokens(answer)))
                .finishReason(FinishReason.STOP)
                .build();
    }

    private static int tokens(String text) {
        return Math.max(1, text.length() / CHARACTERS_PER_TOKEN);
    }
}
