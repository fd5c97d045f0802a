package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.signalbox.router.execution.CommonParameters;
import dev.signalbox.router.execution.ParameterValue;
import dev.signalbox.router.model.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;

/**
 * The request parameters of a dialect by their configured names: its own, and the common ones.
 *
 * @param <T> takes the values
 */
@RequiredArgsConstructor
final class ParameterTable<T> {

    private final String dialect;
    private final Map<String, BiConsumer<T, ParameterValue>> setters = new LinkedHashMap<>();

    /** Adds a parameter; one of a common name takes its place. */
    ParameterTable<T> with(String name, BiConsumer<T, ParameterValue> setter) {
        setters.put(name, setter);
        return this;
    }

    /**
     * Sets what is configured.
     *
     * @param common takes the values of common parameters
     * @throws IllegalArgumentException if a name is unknown or a value does not fit
     */
    void set(Map<String, Object> configured, T to, DefaultChatRequestParameters.Builder<?> common) {
        configured.forEach((name, value) -> {
            BiConsumer<T, ParameterValue> setter = setters.get(name);
            if (setter != null) {
                setter.accept(to, new ParameterValue(name, value));
            } else if (!CommonParameters.set(common, name, value)) {
                throw new IllegalArgumentException("'" + name + "' is not a parameter of the dialect '" + dialect + "'."
                        + Names.known("parameters", name, names())
                        + " What only this provider takes belongs under 'custom'.");
            }
        });
    }

    private List<String> names() {
        return Stream.concat(CommonParameters.names().stream(), setters.keySet().stream())
                .distinct()
                .toList();
    }
}
