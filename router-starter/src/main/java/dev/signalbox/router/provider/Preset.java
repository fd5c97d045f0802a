package dev.signalbox.router.provider;

import dev.signalbox.router.model.Capability;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a provider in advance; a provider of the same name needs no dialect and no URL.
 *
 * @param name the provider's usual name
 * @param dialect the dialect that it speaks
 * @param baseUrl where its API begins, {@code null} if each of its users has another URL
 * @param keyRequired whether it answers only with a key
 * @param environmentVariable under which its users usually keep the key
 * @param keyHeader the header that carries the key alone, {@code null} for the dialect's usual one
 * @param capabilities what its models usually can; media are always declared per deployment
 */
public record Preset(
        String name,
        String dialect,
        @Nullable String baseUrl,
        boolean keyRequired,
        String environmentVariable,
        @Nullable String keyHeader,
        Set<Capability> capabilities) {

    private static final String OPENAI = "openai";
    private static final String AZURE = ".azure.com";
    private static final Set<Capability> TOOLS = Set.of(Capability.STREAMING, Capability.TOOLS);
    private static final Set<Capability> SCHEMA =
            Set.of(Capability.STREAMING, Capability.TOOLS, Capability.JSON_SCHEMA);

    private static final List<Preset> ALL = List.of(
            hosted("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", SCHEMA),
            hosted("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", SCHEMA),
            hosted("anthropic", "anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
            gemini("google-ai-gemini"),
            gemini("gemini"),
            new Preset("azure-openai", OPENAI, null, true, "AZURE_OPENAI_API_KEY", "api-key", SCHEMA),
            hosted("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", TOOLS),
            hosted("xai", "https://api.x.ai/v1", "XAI_API_KEY", SCHEMA),
            hosted("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY", TOOLS),
            hosted("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", SCHEMA),
            hosted("mistral-ai", "mistral-ai", "https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
            hosted("together", "https://api.together.xyz/v1", "TOGETHER_API_KEY", TOOLS),
            hosted("fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY", TOOLS),
            hosted("cerebras", "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY", TOOLS),
            own("ollama", "ollama", "http://localhost:11434", "OLLAMA_API_KEY"),
            own("ollama", OPENAI, "http://localhost:11434/v1", "OLLAMA_API_KEY"),
            own("vllm", OPENAI, "http://localhost:8000/v1", "VLLM_API_KEY"),
            own("llama-cpp", OPENAI, "http://localhost:8080/v1", "LLAMA_API_KEY"),
            own("lm-studio", OPENAI, "http://localhost:1234/v1", "LM_STUDIO_API_KEY"));

    private static Preset hosted(String name, String baseUrl, String variable, Set<Capability> capabilities) {
        return new Preset(name, OPENAI, baseUrl, true, variable, null, capabilities);
    }

    private static Preset hosted(String name, String dialect, String baseUrl, String variable) {
        return new Preset(name, dialect, baseUrl, true, variable, null, SCHEMA);
    }

    private static Preset gemini(String name) {
        return hosted(name, "google-ai-gemini", "https://generativelanguage.googleapis.com/v1beta", "GEMINI_API_KEY");
    }

    private static Preset own(String name, String dialect, String baseUrl, String variable) {
        return new Preset(name, dialect, baseUrl, false, variable, null, SCHEMA);
    }

    /** The names of all presets. */
    public static List<String> names() {
        return ALL.stream().map(Preset::name).distinct().toList();
    }

    /**
     * The presets of that name, the preferred one first; most have one. Ollama speaks two dialects at two URLs, of which
     * the one below {@code /v1} is OpenAI's: a URL that is given decides between them.
     *
     * @param baseUrl the provider's own URL, {@code null} if none is given
     */
    public static List<Preset> of(String name, @Nullable String baseUrl) {
        List<Preset> named =
                ALL.stream().filter(preset -> preset.name.equals(name)).toList();
        return named.size() < 2 || baseUrl == null
                ? named
                : named.stream()
                        .filter(preset -> preset.dialect.equals(OPENAI) == isOpenAiForm(baseUrl))
                        .toList();
    }

    static boolean isOpenAiForm(String baseUrl) {
        return baseUrl.matches(".*/v1/*");
    }

    /** Under which name catalogues hold its models: its own, or that of its twin which speaks another dialect. */
    public String catalogueName() {
        return switch (name) {
            case "google-ai-gemini" -> "gemini";
            case "mistral-ai" -> "mistral";
            default -> name;
        };
    }

    /** Whether that URL, or none, means the provider itself, so that its usual key may be sent there. */
    public boolean isAt(@Nullable String url) {
        if (url == null) {
            return true;
        }
        return baseUrl == null ? host(url).endsWith(AZURE) : url.equals(baseUrl);
    }

    private static String host(String url) {
        try {
            String host = URI.create(url.replace(BaseUrl.MODEL_ID, "model")).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }
}
