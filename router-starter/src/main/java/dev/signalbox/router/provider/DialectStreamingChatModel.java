package dev.signalbox.router.provider;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * LangChain4j's streaming model of a dialect, which also sends what LangChain4j does not know.
 *
 * @param model the model
 * @param body what the bodies of its requests say
 * @param fit makes requests such that the provider takes them
 */
record DialectStreamingChatModel(StreamingChatModel model, RequestBody body, UnaryOperator<ChatRequest> fit)
        implements StreamingChatModel {

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        body.sending(DialectParameters.additions(request.parameters()), () -> {
            model.chat(fit.apply(DialectChatModel.plain(request)), options, handler);
            return true;
        });
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
