package dev.signalbox.router.execution;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a configured value is in JSON: configuration files give lists as maps from index to value, and much as text. */
final class JsonValue {

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d*)\\.\\d+");

    private JsonValue() {}

    static Object of(Object configured) {
        if (configured instanceof Map<?, ?> map) {
            return isList(map) ? listOf(map) : objectOf(map);
        } else if (configured instanceof Collection<?> values) {
            return values.stream().map(JsonValue::of).toList();
        }
        return configured instanceof Number || configured instanceof Boolean
                ? configured
                : scalarOf(configured.toString());
    }

    static Map<String, Object> objectOf(Map<?, ?> map) {
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, value) -> object.put(name.toString(), of(value)));
        return object;
    }

    private static boolean isList(Map<?, ?> map) {
        return !map.isEmpty()
                && IntStream.range(0, map.size()).allMatch(index -> map.containsKey(Integer.toString(index)));
    }

    private static List<Object> listOf(Map<?, ?> byIndex) {
        Map<Integer, Object> sorted = new TreeMap<>();
        byIndex.forEach((index, value) -> sorted.put(Integer.valueOf(index.toString()), of(value)));
        return List.copyOf(sorted.values());
    }

    private static Object scalarOf(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        } else if (WHOLE.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : text;
    }
}
