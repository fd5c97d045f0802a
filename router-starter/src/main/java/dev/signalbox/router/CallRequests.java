package dev.signalbox.router;

import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.execution.CallRequest;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.execution.Engine;
import dev.signalbox.router.execution.WireRequest;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes of a caller's request, and of all that is known about it, what the engine routes. */
record CallRequests(Engine engine, List<RequestFactsContributor> contributors) {

    /** Of a caller that is no AI service. */
    CallRequest of(
            ChatRequest request, CallFacts said, @Nullable WireRequest wire, CallWatch watch, boolean streaming) {
        return CallRequest.of(request, facts(request, said, streaming), watch).toBuilder()
                .providerParameters(providerParameters(request))
                .wire(wire)
                .build();
    }

    /** Of a caller that has one of the router's models. */
    CallRequest of(ChatRequest request, ChatRequestOptions options, Bound bound, Router router, boolean streaming) {
        CallOrigin origin = bound.origin().get();
        ChatRequest announced = origin.inPlaceOf() == null ? request : origin.inPlaceOf();
        Invocation invocation = InvocationTracker.of(announced, router, bound.hasOrigin() && !streaming);
        CallFacts elsewhere = invocation == null ? origin.facts().over(contributedFacts()) : origin.facts();
        RequestFacts facts =
                new FactsReader(request, bound.policy(), invocation).read(engine.begin(), streaming, elsewhere);
        String stayWith = invocation == null ? null : invocation.servedBy();
        CallWatch watch = invocation == null ? origin.watch() : new WatchPair(invocation, origin.watch());
        return CallRequest.of(request, facts, watch).toBuilder()
                .providerParameters(providerParameters(request))
                .options(options)
                .stayWith(stayWith)
                .budgets(origin.budgets())
                .build();
    }

    private static Map<String, ChatRequestParameters> providerParameters(ChatRequest request) {
        return request.parameters() instanceof RoutingChatRequestParameters routing
                ? routing.providerParameters()
                : Map.of();
    }

    RequestFacts facts(ChatRequest request, CallFacts said, boolean streaming) {
        return new FactsReader(request, null, null).read(engine.begin(), streaming, said.over(contributedFacts()));
    }

    CallFacts contributedFacts() {
        CallFacts facts = CallFacts.NONE;
        for (RequestFactsContributor contributor : contributors) {
            facts = contributor.contribute(facts);
        }
        return facts;
    }
}
