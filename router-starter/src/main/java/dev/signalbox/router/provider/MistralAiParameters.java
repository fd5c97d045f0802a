package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.Map;

/**
 * The request parameters of the {@code mistral-ai} dialect by their configured names. Mistral's models think or do not:
 * any effort becomes its highest. Those named Magistral always think, and are asked for nothing.
 */
final class MistralAiParameters {

    private static final ParameterTable<MistralAiParameters> TABLE = new ParameterTable<MistralAiParameters>(
                    "mistral-ai")
            .with("reasoning-effort", (to, value) -> to.think(ReasoningEffort.of(value)))
            .with("prompt-mode", (to, value) -> to.additions.put("prompt_mode", value.asString()))
            .with("safe-prompt", (to, value) -> to.additions.put("safe_prompt", value.asBoolean()))
            .with("seed", (to, value) -> to.additions.put("random_seed", value.asInt()))
            .with("parallel-tool-calls", (to, value) -> to.additions.put("parallel_tool_calls", value.asBoolean()))
            .with("custom", (to, value) -> to.additions.putAll(value.asJsonObject()));

    private final Additions additions = new Additions();
    private final String modelId;

    private MistralAiParameters(String modelId) {
        this.modelId = modelId;
    }

    /**
     * The parameters.
     *
     * @throws IllegalArgumentException if a name is unknown or a value does not fit
     */
    static ChatRequestParameters of(String modelId, Map<String, Object> configured) {
        MistralAiParameters parameters = new MistralAiParameters(modelId);
        DefaultChatRequestParameters.Builder<?> builder = DefaultChatRequestParameters.builder();
        TABLE.set(configured, parameters, builder);
        return new DialectParameters(builder.build(), parameters.additions.fields());
    }

    private void think(ReasoningEffort effort) {
        if (!modelId.contains("magistral")) {
            additions.put("reasoning_effort", effort == ReasoningEffort.NONE ? "none" : "high");
        }
    }
}
