package dev.signalbox.agent.port;

import dev.langchain4j.model.chat.request.ChatRequest;
import org.jspecify.annotations.Nullable;

/** Which step of which run a model call is, told by the journaling model to where the calls go. */
public interface StepOrigin {

    /** What is known of the call that is being made; asked once for each, on the caller's thread. */
    StepFacts facts();

    /**
     * The request of an AI service that the call is sent instead of, {@code null} if it is that request itself or there is
     * none: what the service's method and its parameters say then still holds. Asked after {@link #facts}.
     */
    default @Nullable ChatRequest inPlaceOf() {
        return null;
    }

    /**
     * A call has ended, with or without an answer; told before the caller gets it, maybe on another thread. Calls that
     * failed before they were routed anywhere are not told.
     */
    void ended(StepCall call);
}
