package dev.signalbox.router.provider;

import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.signalbox.router.execution.CommonParameters;
import dev.signalbox.router.execution.ParameterValue;
import dev.signalbox.router.model.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The request parameters of the {@code openai} dialect by their configured names. What stands under {@code custom} goes
 * into the request's body as it is, and so does what compatible providers take but LangChain4j does not know.
 */
final class OpenAiParameters {

    private static final Map<String, BiConsumer<OpenAiParameters, ParameterValue>> SETTERS = new LinkedHashMap<>();

    static {
        SETTERS.put("reasoning-effort", (to, value) -> to.builder.reasoningEffort(value.asString()));
        SETTERS.put("verbosity", (to, value) -> to.custom.put("verbosity", value.asString()));
        SETTERS.put("max-completion-tokens", (to, value) -> to.builder.maxCompletionTokens(value.asInt()));
        SETTERS.put("top-k", (to, value) -> to.custom.put("top_k", value.asInt()));
        SETTERS.put("seed", (to, value) -> to.builder.seed(value.asInt()));
        SETTERS.put("parallel-tool-calls", (to, value) -> to.builder.parallelToolCalls(value.asBoolean()));
        SETTERS.put("service-tier", (to, value) -> to.builder.serviceTier(value.asString()));
        SETTERS.put("store", (to, value) -> to.builder.store(value.asBoolean()));
        SETTERS.put("metadata", (to, value) -> to.builder.metadata(value.asTexts()));
        SETTERS.put("user", (to, value) -> to.builder.user(value.asString()));
        SETTERS.put("custom", (to, value) -> to.custom.putAll(value.asJsonObject()));
    }

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
        configured.forEach(parameters::set);
        return parameters.builder.customParameters(parameters.custom).build();
    }

    private void set(String name, Object value) {
        BiConsumer<OpenAiParameters, ParameterValue> setter = SETTERS.get(name);
        if (setter != null) {
            setter.accept(this, new ParameterValue(name, value));
        } else if (!CommonParameters.set(builder, name, value)) {
            throw new IllegalArgumentException("'" + name + "' is not a parameter of the dialect 'openai'."
                    + Names.known("parameters", name, names())
                    + " What only this provider takes belongs under 'custom'.");
        }
    }

    private static List<String> names() {
        return Stream.concat(CommonParameters.names().stream(), SETTERS.keySet().stream())
                .distinct()
                .toList();
    }
}
