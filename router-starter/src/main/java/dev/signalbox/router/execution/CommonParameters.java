package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.signalbox.router.model.Names;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The request parameters that every LangChain4j model knows, by their configured names. */
public final class CommonParameters {

    /** The name of a JSON response format without a schema, where parameters that may be refused are named. */
    public static final String JSON_OBJECT = "json-object";

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

    private static final Map<String, Function<ChatRequestParameters, @Nullable Object>> GETTERS = Map.of(
            "temperature",
            ChatRequestParameters::temperature,
            "top-p",
            ChatRequestParameters::topP,
            "top-k",
            ChatRequestParameters::topK,
            "frequency-penalty",
            ChatRequestParameters::frequencyPenalty,
            "presence-penalty",
            ChatRequestParameters::presencePenalty,
            "max-output-tokens",
            ChatRequestParameters::maxOutputTokens,
            "stop-sequences",
            CommonParameters::stopSequences,
            JSON_OBJECT,
            CommonParameters::jsonObject);

    private static final Map<String, Consumer<DefaultChatRequestParameters.Builder<?>>> CLEARERS = Map.of(
            "temperature",
            builder -> builder.temperature(null),
            "top-p",
            builder -> builder.topP(null),
            "top-k",
            builder -> builder.topK(null),
            "frequency-penalty",
            builder -> builder.frequencyPenalty(null),
            "presence-penalty",
            builder -> builder.presencePenalty(null),
            "max-output-tokens",
            builder -> builder.maxOutputTokens(null),
            "stop-sequences",
            builder -> builder.stopSequences(List.of()),
            JSON_OBJECT,
            builder -> builder.responseFormat((ResponseFormat) null));

    private CommonParameters() {}

    /** The configured names. */
    public static List<String> names() {
        return List.copyOf(SETTERS.keySet());
    }

    private static @Nullable Object stopSequences(ChatRequestParameters parameters) {
        List<String> sequences = parameters.stopSequences();
        return sequences == null || sequences.isEmpty() ? null : sequences;
    }

    private static @Nullable Object jsonObject(ChatRequestParameters parameters) {
        ResponseFormat format = parameters.responseFormat();
        return format == null || format.type() != ResponseFormatType.JSON
                ? null
                : format.jsonSchema() == null ? format : null;
    }

    /** The names of those that are set; {@link #JSON_OBJECT} among them. */
    public static Set<String> namesIn(ChatRequestParameters parameters) {
        Set<String> names = Set.of();
        for (var getter : GETTERS.entrySet()) {
            if (getter.getValue().apply(parameters) != null) {
                names = names.isEmpty() ? new HashSet<>() : names;
                names.add(getter.getKey());
            }
        }
        return names;
    }

    /** The parameters, as far as they are common ones, without those of these names. */
    static ChatRequestParameters without(Collection<String> names, ChatRequestParameters parameters) {
        DefaultChatRequestParameters.Builder<?> builder =
                DefaultChatRequestParameters.builder().overrideWith(parameters);
        CLEARERS.forEach((name, clearer) -> {
            if (names.contains(name)) {
                clearer.accept(builder);
            }
        });
        return builder.build();
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
