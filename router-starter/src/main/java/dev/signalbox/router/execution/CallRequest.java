package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * One logical call, as the face hands it to the engine.
 *
 * @param request what the caller sent
 * @param providerParameters parameters for the attempts at one provider only, by its name
 * @param options passed to the listeners of the deployment's model
 * @param facts what the decision may look at
 * @param stayWith the deployment that served the round before, if there was one
 * @param wire the request in the caller's own words, {@code null} if the caller speaks LangChain4j
 * @param watch follows the call
 * @param budgets the budgets that it is under, besides those that are configured or contributed
 */
@Builder(toBuilder = true)
public record CallRequest(
        ChatRequest request,
        Map<String, ChatRequestParameters> providerParameters,
        ChatRequestOptions options,
        RequestFacts facts,
        @Nullable String stayWith,
        @Nullable WireRequest wire,
        CallWatch watch,
        List<Budget> budgets) {

    /** A call of which nothing else is said. */
    public static CallRequest of(ChatRequest request, RequestFacts facts, CallWatch watch) {
        return new CallRequest(request, Map.of(), ChatRequestOptions.EMPTY, facts, null, null, watch, List.of());
    }
}
