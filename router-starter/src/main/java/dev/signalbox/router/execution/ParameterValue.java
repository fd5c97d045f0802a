package dev.signalbox.router.execution;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A configured request parameter; configuration files give numbers as text or as numbers.
 *
 * @param name the parameter
 * @param value what was configured
 */
public record ParameterValue(String name, Object value) {

    /** The value as a number. */
    public double asDouble() {
        return parsed("a number", Double::valueOf);
    }

    /** The value as a whole number. */
    public int asInt() {
        return parsed("a whole number", Integer::valueOf);
    }

    /** The value as a truth value. */
    public boolean asBoolean() {
        return parsed("true or false", text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException(text);
            }
            return text.equals("true");
        });
    }

    /** The value as text. */
    public String asString() {
        return value.toString();
    }

    /** The value as texts; configuration lists arrive as lists, as maps from index to text, or with commas. */
    public List<String> asStrings() {
        if (value instanceof Collection<?> values) {
            return values.stream().map(String::valueOf).toList();
        }
        return value instanceof Map<?, ?> byIndex
                ? byIndex.values().stream().map(String::valueOf).toList()
                : List.of(asString().split("\\s*,\\s*"));
    }

    /** The value as texts by name. */
    public Map<String, String> asTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        asMap().forEach((key, text) -> texts.put(key.toString(), text.toString()));
        return texts;
    }

    /** The value as a JSON object; text that reads as a truth value or a number becomes one, at any depth. */
    public Map<String, Object> asJsonObject() {
        return JsonValue.objectOf(asMap());
    }

    private Map<?, ?> asMap() {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw misfit("a map of names and values", null);
    }

    private <T> T parsed(String kind, Function<String, T> parser) {
        try {
            return parser.apply(asString());
        } catch (IllegalArgumentException unreadable) {
            throw misfit(kind, unreadable);
        }
    }

    private IllegalArgumentException misfit(String kind, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The parameter '" + name + "' is '" + value + "'. It must be " + kind + ".", cause);
    }
}
