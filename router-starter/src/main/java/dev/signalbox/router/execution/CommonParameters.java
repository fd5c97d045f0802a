package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.signalbox.router.model.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The request parameters that every LangChain4j model knows, by their configured names. */
public final class CommonParameters {

    private static final Map<String, BiConsumer<DefaultChatRequestParameters.Builder<?>, ParameterValue>> SETTERS =
            new LinkedHashMap<>();

    static {
        SETTERS.put("temperature", (builder, value) -> builder.temperature(value.asDouble()));
        SETTERS.put("top-p", (builder, value) -> builder.topP(value.asDouble()));
        SETTERS.put("top-k", (builder, value) -> builder.topK(value.asInt()));
        SETTERS.put("frequency-penalty", (builder, value) -> builder.frequencyPenalty(value.asDouble()));
        SETTERS.put("presence-penalty", (builder, value) -> builder.presencePenalty(value.asDouble()));
        SETTERS.put("max-output-tokens", (builder, value) -> builder.maxOutputTokens(value.asInt()));
        SETTERS.put("stop-sequences", (builder, value) -> builder.stopSequences(value.asStrings()));
    }

    private CommonParameters() {}

    /** The configured names. */
    public static List<String> names() {
        return List.copyOf(SETTERS.keySet());
    }

    /**
     * Sets one parameter.
     *
     * @return whether it is a common one
     * @throws IllegalArgumentException if the value does not fit
     */
    public static boolean set(DefaultChatRequestParameters.Builder<?> builder, String name, Object value) {
        BiConsumer<DefaultChatRequestParameters.Builder<?>, ParameterValue> setter = SETTERS.get(name);
        if (setter == null) {
            return false;
        }
        setter.accept(builder, new ParameterValue(name, value));
        return true;
    }

    static ChatRequestParameters of(Map<String, Object> configured) {
        if (configured.isEmpty()) {
            return DefaultChatRequestParameters.EMPTY;
        }
        DefaultChatRequestParameters.Builder<?> builder = DefaultChatRequestParameters.builder();
        configured.forEach((name, value) -> {
            if (!set(builder, name, value)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is not a parameter." + Names.known("parameters", name, names()));
            }
        });
        return builder.build();
    }
}
