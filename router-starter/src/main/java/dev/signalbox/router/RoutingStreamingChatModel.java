package dev.signalbox.router;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Set;

/**
 * The streaming chat model behind which every call is routed. Until the first content a call falls back without the
 * caller noticing; a stream that breaks after that is an error, never a short success. The handler gets exactly one
 * terminal event, also for what is wrong with the request; after {@code cancel()} it gets none.
 */
public final class RoutingStreamingChatModel implements StreamingChatModel {

    private final Router router;
    private final RouterMark mark;

    RoutingStreamingChatModel(Router router, Bound bound) {
        this.router = router;
        this.mark = new RouterMark(router, bound, true);
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        router.stream(request, options, mark.bound(), handler);
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        chat(request, ChatRequestOptions.EMPTY, handler);
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
