package dev.signalbox.router;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.execution.CallRequest;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.execution.EmbeddingParameters;
import dev.signalbox.router.execution.Embeddings;
import dev.signalbox.router.execution.Engine;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.PolicySource;
import dev.signalbox.router.policy.Preferences;
import dev.signalbox.router.policy.RequestFacts.RequestFactsBuilder;
import dev.signalbox.router.usage.TokenEstimate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are to become vectors.
 *
 * @param texts the texts
 * @param dimensions how long the vectors should be, {@code null} for what the model gives
 * @param named the policy that the caller names, {@code null} if the facts say it or nobody does
 */
record EmbeddingCall(
        List<String> texts,
        @Nullable Integer dimensions,
        @Nullable NamedPolicy named) {

    /**
     * As the engine takes it: there is no output to pay for, and a vector of another length would be of no use.
     *
     * @param said what the caller says
     * @param contributed what is said of all calls; the policy that it names is meant for chats, unless it is one of
     *     embedding models
     */
    CallRequest request(Engine engine, CallFacts said, CallFacts contributed, CallWatch watch) {
        ChatRequest request = Embeddings.request(texts, dimensions);
        boolean forChats = contributed.policy() != null && !engine.embeds(contributed.policy());
        CallFacts known = said.over(forChats ? contributed.policy(null) : contributed);
        RequestFactsBuilder facts = engine.begin()
                .caller(known)
                .inputTokens(TokenEstimate.of(request))
                .maxOutputTokens(0)
                .needs(Set.of(Capability.EMBEDDINGS));
        if (dimensions != null) {
            Preferences wished = known.preferences() == null ? Preferences.NONE : known.preferences();
            facts.parameters(Set.of(EmbeddingParameters.DIMENSIONS))
                    .preferences(wished.toBuilder().requireParameters(true).build());
        }
        if (named != null && (named.source() == PolicySource.BOUND_MODEL || known.policy() == null)) {
            facts.policy(named.name()).source(named.source());
        }
        return CallRequest.of(request, facts.build(), watch);
    }
}
