package dev.signalbox.router;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.execution.Embeddings;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.PolicySource;
import java.util.List;
import java.util.Set;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * The embedding model behind which every call is routed. A request's model name means one of the router's policies or
 * models; without any, rules decide among those of embedding models, and then the first policy of such, or the first such
 * model.
 *
 * <p>A call without answer throws LangChain4j's exception for its first failure, which then is a {@link RoutingFailure}
 * too; a request that is itself wrong throws what the provider's client threw.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class RoutingEmbeddingModel implements EmbeddingModel {

    private final Router router;
    private final @Nullable String boundPolicy;

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        List<String> texts = request.inputs().stream().map(EmbeddingInput::text).toList();
        EmbeddingCall call = new EmbeddingCall(texts, request.dimensions(), named(request.modelName()));
        ChatResponse answer = router.embed(call, CallFacts.NONE, CallWatch.NONE).response();
        return EmbeddingResponse.builder()
                .embeddings(Embeddings.embeddings(answer))
                .modelName(answer.modelName())
                .tokenUsage(answer.tokenUsage())
                .build();
    }

    private @Nullable NamedPolicy named(@Nullable String modelName) {
        if (boundPolicy != null) {
            return new NamedPolicy(boundPolicy, PolicySource.BOUND_MODEL);
        }
        return modelName == null ? null : new NamedPolicy(modelName, PolicySource.MODEL_NAME);
    }

    /** A deployment that does not know how to shorten its vectors is left out of a call that wants them of some length. */
    @Override
    public Set<EmbeddingParameter<?>> supportedParameters() {
        return Set.of(EmbeddingRequestParameters.MODEL_NAME, EmbeddingRequestParameters.DIMENSIONS);
    }

    /** The policy that all its calls go by, if there is one. */
    @Override
    public String modelName() {
        return boundPolicy == null ? EmbeddingModel.super.modelName() : boundPolicy;
    }
}
