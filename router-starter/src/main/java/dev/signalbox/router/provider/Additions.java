package dev.signalbox.router.provider;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects what goes into a request's body beside what LangChain4j writes. */
final class Additions {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Adds a field. */
    Additions put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Adds fields as they are; objects are merged with those that are there. */
    Additions putAll(Map<String, Object> more) {
        merge(fields, more);
        return this;
    }

    /** Adds a field of an object. */
    Additions putInto(String object, String name, Object value) {
        return putAll(Map.of(object, Map.of(name, value)));
    }

    Map<String, Object> fields() {
        return fields;
    }

    @SuppressWarnings("unchecked") // only maps of fields are stored
    private static void merge(Map<String, Object> into, Map<String, Object> more) {
        more.forEach((name, value) -> {
            if (value instanceof Map<?, ?> object) {
                Object existing = into.get(name);
                Map<String, Object> merged = existing instanceof Map<?, ?> known
                        ? new LinkedHashMap<>((Map<String, Object>) known)
                        : new LinkedHashMap<>();
                merge(merged, (Map<String, Object>) object);
                into.put(name, merged);
            } else {
                into.put(name, value);
            }
        });
    }
}
