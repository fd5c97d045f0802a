package dev.signalbox.test.matrix;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.provider.AnthropicDialect;
import dev.signalbox.router.provider.ApiKey;
import dev.signalbox.router.provider.Dialect;
import dev.signalbox.router.provider.GoogleAiGeminiDialect;
import dev.signalbox.router.provider.MistralAiDialect;
import dev.signalbox.router.provider.OllamaDialect;
import dev.signalbox.router.provider.OpenAiDialect;
import dev.signalbox.router.provider.ProviderSettings;
import dev.signalbox.test.provider.FakeProvider;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import lombok.RequiredArgsConstructor;

/** A dialect, spoken with a fake provider over real HTTP. */
@RequiredArgsConstructor
public enum Track {
    OPENAI("openai", OpenAiDialect::new),
    ANTHROPIC("anthropic", AnthropicDialect::new),
    GOOGLE_AI_GEMINI("google-ai-gemini", GoogleAiGeminiDialect::new),
    MISTRAL_AI("mistral-ai", MistralAiDialect::new),
    OLLAMA("ollama", OllamaDialect::new);

    private final String name;
    private final BiFunction<Executor, Clockwork.ContextCapture, Dialect> dialect;

    /** How a deployment is called at that provider. */
    public DeploymentClient client(FakeProvider provider, Deployment deployment, Clockwork clockwork) {
        ProviderSettings settings = ProviderSettings.builder()
                .name(deployment.provider())
                .baseUrl(provider.baseUrl(name))
                .apiKey(new ApiKey("sk-test"))
                .build();
        List<ChatModelListener> none = List.of();
        return dialect.apply(clockwork.executor(), clockwork.context()).connect(settings, deployment, none);
    }

    @Override
    public String toString() {
        return name;
    }
}
