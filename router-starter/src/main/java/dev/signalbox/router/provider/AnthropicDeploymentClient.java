package dev.signalbox.router.provider;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.usage.Usage;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls one deployment in the {@code anthropic} dialect.
 *
 * @param modelId the provider's name of the model
 * @param chatModel answers whole
 * @param streamingChatModel answers piece by piece
 */
record AnthropicDeploymentClient(String modelId, ChatModel chatModel, StreamingChatModel streamingChatModel)
        implements DeploymentClient {

    @Override
    public ChatRequestParameters parameters(Map<String, Object> configured) {
        return AnthropicParameters.of(modelId, configured);
    }

    @Override
    public Set<String> unsupportedParameters() {
        return Set.of("frequency-penalty", "presence-penalty", "json-object");
    }

    /** Anthropic does not count as input what its cache keeps or takes up. */
    @Override
    public String wireDialect() {
        return AnthropicDialect.NAME;
    }

    @Override
    public FailureClassifier failureClassifier() {
        return AnthropicFailures.CLASSIFIER;
    }

    @Override
    public Usage usage(TokenUsage counted) {
        Usage plain = DeploymentClient.super.usage(counted);
        if (!(counted instanceof AnthropicTokenUsage details)) {
            return plain;
        }
        long read = orZero(details.cacheReadInputTokens());
        long written = orZero(details.cacheCreationInputTokens());
        return new Usage(plain.input() + read + written, read, written, plain.output(), 0, false);
    }

    private static long orZero(@Nullable Integer count) {
        return count == null ? 0 : Math.max(0, count);
    }
}
