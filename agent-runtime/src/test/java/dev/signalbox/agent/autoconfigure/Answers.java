package dev.signalbox.agent.autoconfigure;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/** Answers with what it was asked. */
final class Answers implements ChatModel {

    @Override
    public ChatResponse doChat(ChatRequest request) {
        UserMessage asked =
                (UserMessage) request.messages().get(request.messages().size() - 1);
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("answer to " + asked.singleText()))
                .build();
    }
}
