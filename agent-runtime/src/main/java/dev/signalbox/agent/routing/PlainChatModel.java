package dev.signalbox.agent.routing;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.port.StepOrigin;
import java.util.Set;
import lombok.RequiredArgsConstructor;

/** A model that tells the end of each call. */
@RequiredArgsConstructor
final class PlainChatModel implements ChatModel {

    private final ChatModel model;
    private final StepOrigin origin;

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        PlainStep step = PlainStep.of(origin);
        ChatResponse response;
        try {
            response = model.chat(request, options);
        } catch (RuntimeException e) {
            step.failed();
            throw e;
        }
        step.answered(response);
        return response;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return chat(request, ChatRequestOptions.EMPTY);
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return model.supportedCapabilities();
    }
}
