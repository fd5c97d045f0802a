package dev.signalbox.router;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Set;

/**
 * The chat model behind which every call is routed. Answers with the deployment's own {@link ChatResponse}, unchanged.
 *
 * <p>A call without answer throws LangChain4j's exception for its first failure, which then is a {@link RoutingFailure}
 * too; a request that is itself wrong throws what the provider's client threw.
 */
public final class RoutingChatModel implements ChatModel {

    private final Router router;
    private final RouterMark mark;

    RoutingChatModel(Router router, Bound bound) {
        this.router = router;
        this.mark = new RouterMark(router, bound, false);
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return router.call(request, options, mark.bound()).response();
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return chat(request, ChatRequestOptions.EMPTY);
    }

    /** Sets nothing: what is set here would hide what deployments set. */
    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return mark;
    }

    /** JSON schema if every deployment has it that the call may reach. */
    @Override
    public Set<Capability> supportedCapabilities() {
        return router.capabilities(mark.bound());
    }
}
