package dev.signalbox.router.gateway;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field of a request, with the path by which errors name it. What is absent and what is null are the same.
 *
 * @param path for example {@code messages[0].content}
 * @param node the value
 */
record Field(String path, JsonNode node) {

    static Field of(ObjectNode request) {
        return new Field("", request);
    }

    Field get(String name) {
        return new Field(path.isEmpty() ? name : path + "." + name, node.path(name));
    }

    boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    boolean isString() {
        return node.isString();
    }

    @Nullable
    String text() {
        return isAbsent() ? null : require(node.isString(), "a string").stringValue();
    }

    String requiredText() {
        return require(node.isString(), "a string").stringValue();
    }

    String text(String otherwise) {
        String text = text();
        return text == null ? otherwise : text;
    }

    @Nullable
    Integer integer() {
        if (isAbsent()) {
            return null;
        }
        return require(node.isIntegralNumber() && node.canConvertToInt(), "a whole number")
                .intValue();
    }

    /** A whole number from 1 on. */
    @Nullable
    Long atLeastOne(long most) {
        if (isAbsent()) {
            return null;
        }
        boolean fits = node.isIntegralNumber() && node.canConvertToLong();
        return require(fits && node.longValue() >= 1 && node.longValue() <= most, "a whole number from 1 to " + most)
                .longValue();
    }

    @Nullable
    BigDecimal decimal() {
        return isAbsent() ? null : require(node.isNumber(), "a number").decimalValue();
    }

    @Nullable
    Double number() {
        return isAbsent() ? null : require(node.isNumber(), "a number").doubleValue();
    }

    boolean flag() {
        return flag(false);
    }

    boolean flag(boolean otherwise) {
        return isAbsent()
                ? otherwise
                : require(node.isBoolean(), "true or false").booleanValue();
    }

    @Nullable
    ObjectNode object() {
        return isAbsent() ? null : (ObjectNode) require(node.isObject(), "an object");
    }

    /** The elements of a list; none if it is absent. */
    List<Field> elements() {
        if (isAbsent()) {
            return List.of();
        }
        ArrayNode array = (ArrayNode) require(node.isArray(), "a list");
        List<Field> elements = new ArrayList<>(array.size());
        for (int index = 0; index < array.size(); index++) {
            elements.add(new Field(path + "[" + index + "]", array.get(index)));
        }
        return elements;
    }

    /** A list of strings, or one string alone. */
    List<String> texts() {
        return isString()
                ? List.of(node.stringValue())
                : elements().stream().map(Field::requiredText).toList();
    }

    private JsonNode require(boolean fits, String what) {
        if (!fits) {
            throw wrong("must be " + what);
        }
        return node;
    }

    /** The error of a value that does not fit. */
    GatewayException wrong(String what) {
        return error(" " + what + ".");
    }

    /** The error of a value for which there are sentences of their own. */
    GatewayException refused(String why) {
        return error(": " + why);
    }

    private GatewayException error(String words) {
        return GatewayError.of(ErrorType.INVALID_REQUEST, "'" + path + "'" + words)
                .with("param", path)
                .exception();
    }
}
