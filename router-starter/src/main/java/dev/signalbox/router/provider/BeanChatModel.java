package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;

/** A model bean, looked up when it is needed. Without options it is called as decorators written by hand expect. */
@RequiredArgsConstructor
final class BeanChatModel implements ChatModel {

    private final String beanName;
    private final Supplier<ChatModel> bean;

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        ChatModel model = bean.get();
        ChatRequest own = BeanRequest.of(request, beanName, model.defaultRequestParameters());
        return options == ChatRequestOptions.EMPTY ? model.chat(own) : model.chat(own, options);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return chat(request, ChatRequestOptions.EMPTY);
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return bean.get().defaultRequestParameters();
    }
}
