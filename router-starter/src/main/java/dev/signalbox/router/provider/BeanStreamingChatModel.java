package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;

/**
 * A streaming model bean, looked up when it is needed. Without options it is called as decorators written by hand expect.
 */
@RequiredArgsConstructor
final class BeanStreamingChatModel implements StreamingChatModel {

    private final String beanName;
    private final Supplier<StreamingChatModel> bean;

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        StreamingChatModel model = bean.get();
        ChatRequest own = BeanRequest.of(request, beanName, model.defaultRequestParameters());
        if (options == ChatRequestOptions.EMPTY) {
            model.chat(own, handler);
        } else {
            model.chat(own, options, handler);
        }
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        chat(request, ChatRequestOptions.EMPTY, handler);
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return bean.get().defaultRequestParameters();
    }
}
