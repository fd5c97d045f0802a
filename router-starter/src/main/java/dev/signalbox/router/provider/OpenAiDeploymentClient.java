package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.usage.Usage;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls one deployment in the {@code openai} dialect. */
record OpenAiDeploymentClient(ChatModel chatModel, StreamingChatModel streamingChatModel) implements DeploymentClient {

    @Override
    public ChatRequestParameters parameters(Map<String, Object> configured) {
        return OpenAiParameters.of(configured);
    }

    /** Of a request; a configured one reaches the provider all the same. */
    @Override
    public Set<String> unsupportedParameters() {
        return Set.of("top-k");
    }

    @Override
    public Usage usage(TokenUsage counted) {
        Usage plain = DeploymentClient.super.usage(counted);
        return counted instanceof OpenAiTokenUsage details ? detailed(plain, details) : plain;
    }

    @Override
    public String wireDialect() {
        return OpenAiDialect.NAME;
    }

    @Override
    public FailureClassifier failureClassifier() {
        return OpenAiFailures.CLASSIFIER;
    }

    private static Usage detailed(Usage plain, OpenAiTokenUsage counted) {
        long cached = counted.inputTokensDetails() == null
                ? 0
                : orZero(counted.inputTokensDetails().cachedTokens());
        long reasoning = counted.outputTokensDetails() == null
                ? 0
                : orZero(counted.outputTokensDetails().reasoningTokens());
        long output = plain.output() + (countsReasoningApart(plain, reasoning, counted) ? reasoning : 0);
        // some servers do not count cached tokens as input
        return new Usage(plain.input(), Math.min(cached, plain.input()), output, reasoning, false);
    }

    /** With OpenAI reasoning is part of the output; xAI counts it beside the output, which only the total tells. */
    private static boolean countsReasoningApart(Usage plain, long reasoning, TokenUsage counted) {
        return orZero(counted.totalTokenCount()) == plain.total() + reasoning;
    }

    private static long orZero(@Nullable Integer count) {
        return count == null ? 0 : Math.max(0, count);
    }
}
