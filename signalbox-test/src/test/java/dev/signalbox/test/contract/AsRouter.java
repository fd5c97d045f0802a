package dev.signalbox.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;

/**
 * Listeners belong to deployments, so they hear the provider of the deployment, which is checked here. LangChain4j's
 * tests expect the provider of the model that was asked: of a router that is {@link ModelProvider#OTHER}.
 */
final class AsRouter implements ChatModelListener {

    private final ChatModelListener listener;

    AsRouter(ChatModelListener listener) {
        this.listener = listener;
    }

    private static ModelProvider other(ModelProvider heard) {
        assertThat(heard).isEqualTo(ModelProvider.OPEN_AI);
        return ModelProvider.OTHER;
    }

    @Override
    public void onRequest(ChatModelRequestContext context) {
        listener.onRequest(new ChatModelRequestContext(
                context.chatRequest(), other(context.modelProvider()), context.attributes()));
    }

    @Override
    public void onResponse(ChatModelResponseContext context) {
        listener.onResponse(new ChatModelResponseContext(
                context.chatResponse(), context.chatRequest(), other(context.modelProvider()), context.attributes()));
    }

    @Override
    public void onError(ChatModelErrorContext context) {
        listener.onError(new ChatModelErrorContext(
                context.error(), context.chatRequest(), other(context.modelProvider()), context.attributes()));
    }
}
