package dev.signalbox.router.output;

import tools.jackson.databind.JsonNode;

/** What kind of JSON a schema asks for. */
enum JsonKind {
    /** An object. */
    OBJECT("JSON object"),
    /** An array. */
    ARRAY("JSON array"),
    /** Several kinds, or a single value. */
    ANY("JSON");

    private final String words;

    JsonKind(String words) {
        this.words = words;
    }

    static JsonKind of(JsonNode document) {
        return switch (document.path("type").asString("")) {
            case "object" -> OBJECT;
            case "array" -> ARRAY;
            default -> ANY;
        };
    }

    boolean fits(JsonNode node) {
        return switch (this) {
            case OBJECT -> node.isObject();
            case ARRAY -> node.isArray();
            case ANY -> !node.isMissingNode();
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
