package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.resilience.FailureClassifier;
import java.util.Map;
import java.util.Set;

/**
 * Calls one deployment in the {@code mistral-ai} dialect.
 *
 * @param modelId the provider's name of the model
 * @param chatModel answers whole
 * @param streamingChatModel answers piece by piece
 */
record MistralAiDeploymentClient(String modelId, ChatModel chatModel, StreamingChatModel streamingChatModel)
        implements DeploymentClient {

    @Override
    public ChatRequestParameters parameters(Map<String, Object> configured) {
        return MistralAiParameters.of(modelId, configured);
    }

    @Override
    public Set<String> unsupportedParameters() {
        return Set.of("top-k");
    }

    @Override
    public FailureClassifier failureClassifier() {
        return MistralFailures.CLASSIFIER;
    }
}
