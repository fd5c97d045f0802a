package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;

/** The request that a bean gets: the name of a bean is ours and means nothing to whoever the bean calls. */
final class BeanRequest {

    private BeanRequest() {}

    /**
     * Without the model name if that is only the bean's; a bean that does not tell its model's name, such as a decorator,
     * would send it on.
     */
    static ChatRequest of(ChatRequest request, String beanName, ChatRequestParameters defaults) {
        if (!beanName.equals(request.modelName()) || beanName.equals(defaults.modelName())) {
            return request;
        }
        return ChatRequest.builder()
                .messages(request.messages())
                .parameters(DefaultChatRequestParameters.builder()
                        .overrideWith(request.parameters())
                        .modelName(null)
                        .build())
                .build();
    }
}
