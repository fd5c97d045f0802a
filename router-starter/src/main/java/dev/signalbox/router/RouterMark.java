package dev.signalbox.router;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import lombok.Getter;
import org.jspecify.annotations.Nullable;

/**
 * The default parameters of a routing model: none, but LangChain4j hands them to the listeners of every AI-service
 * invocation, which thereby know whose model the service uses.
 */
@Getter
final class RouterMark extends DefaultChatRequestParameters {

    private final Router router;
    private final Bound bound;
    /** Of a streaming model, which LangChain4j never asks for its capabilities. */
    private final boolean streaming;

    RouterMark(Router router, Bound bound, boolean streaming) {
        super(DefaultChatRequestParameters.builder());
        this.router = router;
        this.bound = bound;
        this.streaming = streaming;
    }

    @Override
    public ChatRequestParameters overrideWith(@Nullable ChatRequestParameters that) {
        return that == null ? this : that;
    }

    @Override
    public ChatRequestParameters defaultedBy(@Nullable ChatRequestParameters that) {
        return that == null ? this : that;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
