package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.resilience.FailureClassifier;
import java.util.Map;
import java.util.Set;

/**
 * Calls one deployment in the {@code ollama} dialect.
 *
 * @param modelId the provider's name of the model
 * @param chatModel answers whole
 * @param streamingChatModel answers piece by piece
 */
record OllamaDeploymentClient(String modelId, ChatModel chatModel, StreamingChatModel streamingChatModel)
        implements DeploymentClient {

    @Override
    public ChatRequestParameters parameters(Map<String, Object> configured) {
        return OllamaParameters.of(modelId, configured);
    }

    /** Those of a request; configured ones reach Ollama all the same. */
    @Override
    public Set<String> unsupportedParameters() {
        return Set.of("frequency-penalty", "presence-penalty");
    }

    @Override
    public FailureClassifier failureClassifier() {
        return OllamaFailures.CLASSIFIER;
    }
}
