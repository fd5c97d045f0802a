package dev.signalbox.test.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Reads and begins JSON. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The parsed text, or a missing node where it is not JSON. */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException ex) {
            return MissingNode.getInstance();
        }
    }

    /** JSON as it was written, readable or not; an empty object where nothing was. */
    static RawValue raw(String text) {
        return new RawValue(text.isBlank() ? "{}" : text);
    }

    /** A string, or a list of strings; none where it is neither. */
    static List<String> texts(JsonNode node) {
        return node.isString()
                ? List.of(node.stringValue())
                : node.valueStream()
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue)
                        .toList();
    }

    static @Nullable Integer integer(JsonNode node) {
        return node.isInt() ? Integer.valueOf(node.intValue()) : null;
    }

    static ArrayNode numbers(float[] vector) {
        ArrayNode numbers = JsonNodeFactory.instance.arrayNode(vector.length);
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers;
    }

    static String requireReadable(String text) {
        if (parse(text).isMissingNode()) {
            throw new IllegalArgumentException("Not JSON: '" + text + "'; use text(…) or garbage() for what is not");
        }
        return text;
    }
}
