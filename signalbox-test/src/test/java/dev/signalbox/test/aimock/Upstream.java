package dev.signalbox.test.aimock;

import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.provider.AnthropicDialect;
import dev.signalbox.router.provider.Dialect;
import dev.signalbox.router.provider.GoogleAiGeminiDialect;
import dev.signalbox.router.provider.OllamaDialect;
import dev.signalbox.router.provider.OpenAiDialect;
import dev.signalbox.router.usage.Usage;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import lombok.RequiredArgsConstructor;

/** A provider as aimock plays it: all at one address, told apart by their paths. */
@RequiredArgsConstructor
enum Upstream {
    OPENAI("/v1", OpenAiDialect::new, new Usage(21, 0, 7, 0, false)),
    ANTHROPIC("/v1", AnthropicDialect::new, new Usage(21, 0, 7, 0, false)),
    GOOGLE_AI_GEMINI("/v1beta", GoogleAiGeminiDialect::new, new Usage(21, 0, 7, 0, false)),
    /** Its usage is always zero in aimock, whatever a fixture says. */
    OLLAMA("", OllamaDialect::new, new Usage(0, 0, 0, 0, false));

    private final String path;
    private final BiFunction<Executor, Clockwork.ContextCapture, Dialect> dialect;

    /** What it reports for the question about the Alhambra. */
    final Usage usage;

    String baseUrl() {
        String url = System.getProperty("aimock.url");
        if (url == null) {
            throw new IllegalStateException("No 'aimock.url' is set. Run .ci/aimock, which starts aimock and sets it.");
        }
        return url + path;
    }

    /** The dialect as it is configured. */
    String dialectName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Dialect dialect(Clockwork clockwork) {
        return dialect.apply(clockwork.executor(), clockwork.context());
    }
}
