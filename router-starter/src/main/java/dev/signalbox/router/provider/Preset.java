package dev.signalbox.router.provider;

import dev.signalbox.router.model.Capability;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a provider in advance; a provider of the same name needs no dialect and no URL.
 *
 * @param name the provider's usual name
 * @param dialect the dialect that it speaks
 * @param baseUrl where its API begins
 * @param keyRequired whether it answers only with a key
 * @param environmentVariable under which its users usually keep the key
 * @param capabilities what its models usually can; media are always declared per deployment
 */
public record Preset(
        String name,
        String dialect,
        String baseUrl,
        boolean keyRequired,
        String environmentVariable,
        Set<Capability> capabilities) {

    private static final Set<Capability> TOOLS = Set.of(Capability.STREAMING, Capability.TOOLS);
    private static final Set<Capability> SCHEMA =
            Set.of(Capability.STREAMING, Capability.TOOLS, Capability.JSON_SCHEMA);

    private static final List<Preset> ALL = List.of(
            hosted("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", SCHEMA),
            hosted("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", SCHEMA),
            hosted("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", TOOLS),
            hosted("xai", "https://api.x.ai/v1", "XAI_API_KEY", SCHEMA),
            hosted("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY", TOOLS),
            hosted("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", SCHEMA),
            hosted("together", "https://api.together.xyz/v1", "TOGETHER_API_KEY", TOOLS),
            own("ollama", "http://localhost:11434/v1", "OLLAMA_API_KEY"),
            own("vllm", "http://localhost:8000/v1", "VLLM_API_KEY"),
            own("llama-cpp", "http://localhost:8080/v1", "LLAMA_API_KEY"));

    private static Preset hosted(String name, String baseUrl, String variable, Set<Capability> capabilities) {
        return new Preset(name, "openai", baseUrl, true, variable, capabilities);
    }

    private static Preset own(String name, String baseUrl, String variable) {
        return new Preset(name, "openai", baseUrl, false, variable, SCHEMA);
    }

    /** All presets. */
    public static List<Preset> all() {
        return ALL;
    }

    /** The preset of that name. */
    public static Optional<Preset> of(String name) {
        return ALL.stream().filter(preset -> preset.name.equals(name)).findFirst();
    }
}
