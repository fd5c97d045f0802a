package dev.signalbox.router;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.execution.CommonParameters;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Needs;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.RequestFacts.RequestFactsBuilder;
import dev.signalbox.router.usage.TokenEstimate;
import org.jspecify.annotations.Nullable;

/** Collects the facts of one model call. */
record FactsReader(
        ChatRequest request,
        @Nullable String boundPolicy,
        @Nullable Invocation invocation) {

    /**
     * Reads the facts.
     *
     * @param begun what names the call, and when it is made
     * @param elsewhere what is said of the call outside of itself and its invocation
     */
    RequestFacts read(RequestFactsBuilder begun, boolean streaming, CallFacts elsewhere) {
        CallFacts own =
                request.parameters() instanceof RoutingChatRequestParameters routing ? routing.facts() : CallFacts.NONE;
        CallFacts around = invocation == null ? elsewhere : invocation.facts(elsewhere);
        RequestFactsBuilder facts = begun.caller(own.over(around))
                .model(request.modelName())
                .inputTokens(TokenEstimate.of(request))
                .maxOutputTokens(request.maxOutputTokens())
                .needs(Needs.of(request, streaming))
                .parameters(CommonParameters.namesIn(request.parameters()));
        if (invocation != null) {
            facts.service(invocation.service()).method(invocation.method());
        }
        NamedPolicy named = NamedPolicy.first(request.parameters(), boundPolicy, around, annotations());
        return named == null
                ? facts.build()
                : facts.policy(named.name()).source(named.source()).build();
    }

    private @Nullable PolicyAnnotations annotations() {
        return invocation == null ? null : invocation.annotations();
    }
}
