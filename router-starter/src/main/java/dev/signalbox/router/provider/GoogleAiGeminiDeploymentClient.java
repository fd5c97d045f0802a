package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.usage.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls one deployment in the {@code google-ai-gemini} dialect.
 *
 * @param modelId the provider's name of the model
 * @param chatModel answers whole
 * @param streamingChatModel answers piece by piece
 */
record GoogleAiGeminiDeploymentClient(String modelId, ChatModel chatModel, StreamingChatModel streamingChatModel)
        implements DeploymentClient {

    @Override
    public ChatRequestParameters parameters(Map<String, Object> configured) {
        return GoogleAiGeminiParameters.of(modelId, configured);
    }

    /** Gemini counts thoughts beside the output. */
    @Override
    public FailureClassifier failureClassifier() {
        return GeminiFailures.CLASSIFIER;
    }

    @Override
    public Usage usage(TokenUsage counted) {
        Usage plain = DeploymentClient.super.usage(counted);
        if (!(counted instanceof GoogleAiGeminiTokenUsage details)) {
            return plain;
        }
        long cached = Math.min(orZero(details.cachedContentTokenCount()), plain.input());
        long thoughts = orZero(details.thoughtsTokenCount());
        return new Usage(plain.input(), cached, plain.output() + thoughts, thoughts, false);
    }

    private static long orZero(@Nullable Integer count) {
        return count == null ? 0 : Math.max(0, count);
    }
}
