package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.execution.EmbeddingParameters;
import dev.signalbox.router.resilience.FailureClassifier;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls one deployment that turns texts into vectors.
 *
 * @param chatModel carries texts and vectors
 * @param unsupportedParameters names of the parameters that it does not take
 * @param failureClassifier tells the kinds of failure apart
 */
record EmbeddingClient(ChatModel chatModel, Set<String> unsupportedParameters, FailureClassifier failureClassifier)
        implements DeploymentClient {

    /** Of a deployment that takes the length of its vectors. */
    static EmbeddingClient of(String modelId, EmbeddingSource source, FailureClassifier failureClassifier) {
        return new EmbeddingClient(new EmbeddingChatModel(modelId, source), Set.of(), failureClassifier);
    }

    @Override
    public @Nullable StreamingChatModel streamingChatModel() {
        return null;
    }

    @Override
    public ChatRequestParameters parameters(Map<String, Object> configured) {
        return EmbeddingParameters.of(configured, unsupportedParameters);
    }
}
