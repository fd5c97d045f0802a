package dev.signalbox.router.output;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Says what is wrong by location and rule. Only names that stand in the schema are repeated, never what the answer holds. */
final class Findings {

    private final Set<String> names = new HashSet<>();

    Findings(JsonNode document) {
        collect(document);
    }

    private void collect(JsonNode node) {
        if (node.path("properties").isObject()) {
            names.addAll(node.path("properties").propertyNames());
        }
        node.forEach(this::collect);
    }

    String describe(Error error) {
        return "'" + location(error.getInstanceLocation()) + "' " + rule(error);
    }

    private String location(NodePath path) {
        StringBuilder location = new StringBuilder();
        for (int index = 0; index < path.getNameCount(); index++) {
            Object element = path.getElement(index);
            boolean known = element instanceof Integer || names.contains(String.valueOf(element));
            location.append('/').append(known ? element : "*");
        }
        return location.isEmpty() ? "/" : location.toString();
    }

    private String rule(Error error) {
        String keyword = error.getKeyword() == null ? "false" : error.getKeyword();
        return switch (keyword) {
            case "type" -> "is not of type " + types(error.getSchemaNode());
            case "enum", "const" -> "is none of the allowed values";
            case "required" ->
                names.contains(error.getProperty()) ? "lacks '" + error.getProperty() + "'" : "lacks a property";
            case "additionalProperties", "unevaluatedProperties", "false" -> "holds what is not allowed";
            default -> "breaks the rule '" + keyword + "'";
        };
    }

    private static String types(JsonNode allowed) {
        return allowed.isArray()
                ? String.join(
                        " or ", allowed.valueStream().map(JsonNode::asString).toList())
                : allowed.asString();
    }
}
