package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.RequestFacts;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One logical call, as the face hands it to the engine.
 *
 * @param request what the caller sent
 * @param providerParameters parameters for the attempts at one provider only, by its name
 * @param options passed to the listeners of the deployment's model
 * @param facts what the decision may look at
 * @param stayWith the deployment that served the round before, if there was one
 * @param onBegin is run when the call has been decided
 * @param onEnd is told the call's record before the caller gets the answer; once after each {@code onBegin}
 */
public record CallRequest(
        ChatRequest request,
        Map<String, ChatRequestParameters> providerParameters,
        ChatRequestOptions options,
        RequestFacts facts,
        @Nullable String stayWith,
        Runnable onBegin,
        Consumer<RoutedCall> onEnd) {}
