package dev.signalbox.router.provider;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Deployment;
import java.util.List;
import java.util.concurrent.Executor;

/** Speaks Anthropic's messages. */
public final class AnthropicDialect implements Dialect {

    static final String NAME = "anthropic";
    private static final KeyHeader KEY = new KeyHeader("x-api-key", "");

    private final ProviderHttp http;

    /**
     * A dialect whose streams are read on an executor.
     *
     * @param executor reads streams and calls their handlers; must never make one task wait for another
     * @param context goes along from the thread that starts a stream to the one that reads it
     */
    public AnthropicDialect(Executor executor, Clockwork.ContextCapture context) {
        this.http = new ProviderHttp(executor, context);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DeploymentClient connect(
            ProviderSettings provider, Deployment deployment, List<ChatModelListener> listeners) {
        String baseUrl = BaseUrl.of(provider, deployment, "https://api.anthropic.com/v1");
        DeploymentWire wire = new DeploymentWire(http, provider, deployment, baseUrl, KEY).speaking(name());
        return new AnthropicDeploymentClient(
                deployment.modelId(),
                new DialectChatModel(chatModel(wire, listeners), wire.body(), AnthropicRequest::fit),
                new DialectStreamingChatModel(streamingChatModel(wire, listeners), wire.body(), AnthropicRequest::fit));
    }

    private static AnthropicChatModel chatModel(DeploymentWire wire, List<ChatModelListener> listeners) {
        return AnthropicChatModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .apiKey(KeyHeader.PLACEHOLDER)
                .timeout(wire.provider().readTimeout())
                .maxRetries(0)
                .modelName(wire.deployment().modelId())
                .supportedCapabilities(wire.capabilities())
                .maxTokens(AnthropicRequest.USUAL_OUTPUT)
                .returnThinking(true)
                .sendThinking(true)
                .listeners(listeners)
                .build();
    }

    private static AnthropicStreamingChatModel streamingChatModel(
            DeploymentWire wire, List<ChatModelListener> listeners) {
        return AnthropicStreamingChatModel.builder()
                .httpClientBuilder(wire.httpClientBuilder())
                .baseUrl(wire.baseUrl())
                .apiKey(KeyHeader.PLACEHOLDER)
                .timeout(wire.provider().readTimeout())
                .modelName(wire.deployment().modelId())
                .supportedCapabilities(wire.capabilities())
                .maxTokens(AnthropicRequest.USUAL_OUTPUT)
                .returnThinking(true)
                .sendThinking(true)
                .listeners(listeners)
                .build();
    }
}
