package dev.signalbox.router;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Needs;
import dev.signalbox.router.policy.PolicySource;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.RequestFacts.RequestFactsBuilder;
import dev.signalbox.router.usage.TokenEstimate;
import org.jspecify.annotations.Nullable;

/**
 * Collects the facts of one model call. The policy is named by the first of: the request's routing parameters, the bound
 * model, the invocation's parameters, the request's model name, the method's annotation, the type's, the agent's role.
 * Where none speaks, the rules and the default policy decide.
 */
record FactsReader(ChatRequest request, @Nullable String boundPolicy, @Nullable Invocation invocation) {

    /**
     * Reads the facts.
     *
     * @param elsewhere what is said of calls outside of AI services
     */
    RequestFacts read(boolean streaming, CallFacts elsewhere) {
        CallFacts own = request.parameters() instanceof RoutingChatRequestParameters routing
                ? routing.facts()
                : CallFacts.NONE;
        CallFacts around = invocation == null ? elsewhere : invocation.facts();
        RequestFactsBuilder facts = RequestFacts.builder()
                .caller(own.over(around))
                .inputTokens(TokenEstimate.of(request))
                .maxOutputTokens(request.maxOutputTokens())
                .needs(Needs.of(request, streaming));
        if (invocation != null) {
            facts.service(invocation.service()).method(invocation.method());
        }
        return named(own, around, facts).build();
    }

    private RequestFactsBuilder named(CallFacts own, CallFacts around, RequestFactsBuilder facts) {
        PolicyAnnotations annotations = invocation == null ? null : invocation.annotations();
        if (own.policy() != null) {
            return facts.policy(own.policy()).source(PolicySource.PARAMETERS);
        } else if (boundPolicy != null) {
            return facts.policy(boundPolicy).source(PolicySource.BOUND_MODEL);
        } else if (around.policy() != null) {
            return facts.policy(around.policy()).source(PolicySource.INVOCATION);
        } else if (request.modelName() != null) {
            return facts.policy(request.modelName()).source(PolicySource.MODEL_NAME);
        } else if (annotations != null && annotations.ofMethod() != null) {
            return facts.policy(annotations.ofMethod()).source(PolicySource.METHOD);
        } else if (annotations != null && annotations.ofType() != null) {
            return facts.policy(annotations.ofType()).source(PolicySource.TYPE);
        }
        return facts; // an agent's role, which the caller's facts hold already, or nobody
    }
}
