package dev.signalbox.router.provider;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * LangChain4j's model of a dialect, which also sends what LangChain4j does not know.
 *
 * @param model the model
 * @param body what the bodies of its requests say
 * @param fit makes requests such that the provider takes them
 */
record DialectChatModel(ChatModel model, RequestBody body, UnaryOperator<ChatRequest> fit) implements ChatModel {

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return body.sending(
                DialectParameters.additions(request.parameters()),
                () -> model.chat(fit.apply(plain(request)), options));
    }

    /** The request as LangChain4j's model takes it. */
    static ChatRequest plain(ChatRequest request) {
        return ChatRequest.builder()
                .messages(request.messages())
                .parameters(DialectParameters.own(request.parameters()))
                .build();
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return model.supportedCapabilities();
    }

    @Override
    public List<ChatModelListener> listeners() {
        return model.listeners();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }
}
