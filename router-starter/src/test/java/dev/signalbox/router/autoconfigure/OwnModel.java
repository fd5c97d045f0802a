package dev.signalbox.router.autoconfigure;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;

/** A model that an application has built itself; it always says the same. */
record OwnModel(String text, List<ChatModelListener> listeners) implements ChatModel {

    static OwnModel saying(String text) {
        return new OwnModel(text, List.of());
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return ChatResponse.builder().aiMessage(AiMessage.from(text)).build();
    }
}
