package dev.signalbox.router.provider;

import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The request parameters of the {@code openai} dialect by their configured names. What stands under {@code custom} goes
 * into the request's body as it is, and so does what compatible providers take but LangChain4j does not know.
 */
final class OpenAiParameters {

    private static final ParameterTable<OpenAiParameters> TABLE = new ParameterTable<OpenAiParameters>("openai")
            .with("reasoning-effort", (to, value) -> to.builder.reasoningEffort(value.asString()))
            .with("verbosity", (to, value) -> to.custom.put("verbosity", value.asString()))
            .with("max-completion-tokens", (to, value) -> to.builder.maxCompletionTokens(value.asInt()))
            .with("top-k", (to, value) -> to.custom.put("top_k", value.asInt()))
            .with("seed", (to, value) -> to.builder.seed(value.asInt()))
            .with("parallel-tool-calls", (to, value) -> to.builder.parallelToolCalls(value.asBoolean()))
            .with("service-tier", (to, value) -> to.builder.serviceTier(value.asString()))
            .with("store", (to, value) -> to.builder.store(value.asBoolean()))
            .with("metadata", (to, value) -> to.builder.metadata(value.asTexts()))
            .with("user", (to, value) -> to.builder.user(value.asString()))
            .with("custom", (to, value) -> to.custom.putAll(value.asJsonObject()));

    private final OpenAiChatRequestParameters.Builder builder = OpenAiChatRequestParameters.builder();
    private final Map<String, Object> custom = new LinkedHashMap<>();

    private OpenAiParameters() {}

    /**
     * The parameters.
     *
     * @throws IllegalArgumentException if a name is unknown or a value does not fit
     */
    static OpenAiChatRequestParameters of(Map<String, Object> configured) {
        OpenAiParameters parameters = new OpenAiParameters();
        TABLE.set(configured, parameters, parameters.builder);
        return parameters.builder.customParameters(parameters.custom).build();
    }
}
