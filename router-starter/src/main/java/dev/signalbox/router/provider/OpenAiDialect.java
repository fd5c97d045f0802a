package dev.signalbox.router.provider;

import static dev.langchain4j.model.chat.Capability.RESPONSE_FORMAT_JSON_SCHEMA;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Speaks OpenAI's chat completions, as most providers do: OpenRouter, DeepSeek, vLLM, Ollama and many more. */
public final class OpenAiDialect implements Dialect {

    private final ProviderHttp http;

    /**
     * A dialect whose streams are read on an executor.
     *
     * @param executor reads streams and calls their handlers; must never make one task wait for another
     * @param context goes along from the thread that starts a stream to the one that reads it
     */
    public OpenAiDialect(Executor executor, Clockwork.ContextCapture context) {
        this.http = new ProviderHttp(executor, context);
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public DeploymentClient connect(
            ProviderSettings provider, Deployment deployment, List<ChatModelListener> listeners) {
        String baseUrl = BaseUrl.of(provider, "https://openrouter.ai/api/v1");
        return new OpenAiDeploymentClient(
                chatModel(provider, baseUrl, deployment, listeners),
                streamingChatModel(provider, baseUrl, deployment, listeners));
    }

    /** A schema is strict, because only then the provider holds the model to it. */
    private ChatModel chatModel(
            ProviderSettings provider, String baseUrl, Deployment deployment, List<ChatModelListener> listeners) {
        boolean schema = deployment.capabilities().contains(Capability.JSON_SCHEMA);
        return OpenAiChatModel.builder()
                .httpClientBuilder(http.builder(provider, baseUrl))
                .baseUrl(baseUrl)
                .apiKey(key(provider))
                .customHeaders(provider.headers())
                .timeout(provider.readTimeout())
                .maxRetries(0)
                .modelName(deployment.modelId())
                .supportedCapabilities(schema ? Set.of(RESPONSE_FORMAT_JSON_SCHEMA) : Set.of())
                .strictJsonSchema(schema)
                .returnThinking(true)
                .listeners(listeners)
                .build();
    }

    private StreamingChatModel streamingChatModel(
            ProviderSettings provider, String baseUrl, Deployment deployment, List<ChatModelListener> listeners) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http.builder(provider, baseUrl))
                .baseUrl(baseUrl)
                .apiKey(key(provider))
                .customHeaders(provider.headers())
                .timeout(provider.readTimeout())
                .modelName(deployment.modelId())
                .strictJsonSchema(deployment.capabilities().contains(Capability.JSON_SCHEMA))
                .returnThinking(true)
                .listeners(listeners)
                .build();
    }

    private static @Nullable String key(ProviderSettings provider) {
        return provider.apiKey() == null ? null : provider.apiKey().secret();
    }
}
