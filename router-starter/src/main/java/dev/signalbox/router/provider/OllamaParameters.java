package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.signalbox.router.execution.ParameterValue;
import java.util.Map;

/**
 * The request parameters of the {@code ollama} dialect by their configured names. An effort turns thinking on or off;
 * models named gpt-oss know levels of it. What {@code think} says wins.
 */
final class OllamaParameters {

    private static final ParameterTable<OllamaParameters> TABLE = new ParameterTable<OllamaParameters>("ollama")
            .with("frequency-penalty", (to, value) -> to.option("frequency_penalty", value.asDouble()))
            .with("presence-penalty", (to, value) -> to.option("presence_penalty", value.asDouble()))
            .with("reasoning-effort", (to, value) -> to.think(ReasoningEffort.of(value)))
            .with("think", (to, value) -> to.think = think(value))
            .with("seed", (to, value) -> to.builder.seed(value.asInt()))
            .with("num-ctx", (to, value) -> to.builder.numCtx(value.asInt()))
            .with("min-p", (to, value) -> to.builder.minP(value.asDouble()))
            .with("repeat-penalty", (to, value) -> to.builder.repeatPenalty(value.asDouble()))
            .with("repeat-last-n", (to, value) -> to.builder.repeatLastN(value.asInt()))
            .with("keep-alive", (to, value) -> to.additions.put("keep_alive", keepAlive(value)))
            .with("custom", (to, value) -> to.additions.putAll(value.asJsonObject()));

    private final OllamaChatRequestParameters.Builder builder = OllamaChatRequestParameters.builder();
    private final Additions additions = new Additions();
    private final String modelId;
    private Object think = "";
    private Object effort = "";

    private OllamaParameters(String modelId) {
        this.modelId = modelId;
    }

    /**
     * The parameters.
     *
     * @throws IllegalArgumentException if a name is unknown or a value does not fit
     */
    static ChatRequestParameters of(String modelId, Map<String, Object> configured) {
        OllamaParameters parameters = new OllamaParameters(modelId);
        TABLE.set(configured, parameters, parameters.builder);
        Object thinking = parameters.think.equals("") ? parameters.effort : parameters.think;
        if (!thinking.equals("")) {
            parameters.additions.put("think", thinking);
        }
        return new DialectParameters(parameters.builder.build(), parameters.additions.fields());
    }

    private void option(String name, Object value) {
        additions.putInto("options", name, value);
    }

    private void think(ReasoningEffort asked) {
        if (modelId.contains("gpt-oss")) {
            effort = asked == ReasoningEffort.NONE ? "low" : asked.word();
        } else {
            effort = asked != ReasoningEffort.NONE;
        }
    }

    private static Object think(ParameterValue value) {
        return switch (value.asString()) {
            case "true", "false" -> value.asBoolean();
            case "low", "medium", "high" -> value.asString();
            default ->
                throw new IllegalArgumentException("The parameter 'think' is '" + value.asString()
                        + "'. It must be one of true, false, low, medium, high.");
        };
    }

    /** Seconds, or text with a unit. */
    private static Object keepAlive(ParameterValue value) {
        return value.asString().matches("-?\\d+") ? value.asInt() : value.asString();
    }
}
