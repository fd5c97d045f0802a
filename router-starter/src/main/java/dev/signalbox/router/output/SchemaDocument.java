package dev.signalbox.router.output;

import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON document of a LangChain4j schema, as far as answers can break it. A property that is not required may also be
 * {@code null}, because providers that hold models to a schema make it so; a raw schema is taken as it is.
 */
final class SchemaDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Map<Class<? extends JsonSchemaElement>, String> TYPES = Map.of(
            JsonStringSchema.class, "string",
            JsonIntegerSchema.class, "integer",
            JsonNumberSchema.class, "number",
            JsonBooleanSchema.class, "boolean",
            JsonNullSchema.class, "null",
            JsonArraySchema.class, "array",
            JsonObjectSchema.class, "object");

    private SchemaDocument() {}

    static JsonNode of(JsonSchema schema) {
        return element(schema.rootElement());
    }

    /** What is of an unknown kind may be anything. */
    private static JsonNode element(JsonSchemaElement element) {
        if (element instanceof JsonRawSchema raw) {
            return JsonMapper.shared().readTree(raw.schema());
        }
        ObjectNode node = NODES.objectNode();
        Optional.ofNullable(TYPES.get(element.getClass())).ifPresent(type -> node.put("type", type));
        if (element instanceof JsonObjectSchema object) {
            describe(object, node);
        } else if (element instanceof JsonArraySchema array && array.items() != null) {
            node.set("items", element(array.items()));
        } else if (element instanceof JsonEnumSchema choice) {
            choice.enumValues().forEach(node.putArray("enum")::add);
        } else if (element instanceof JsonAnyOfSchema anyOf) {
            ArrayNode options = node.putArray("anyOf");
            anyOf.anyOf().forEach(option -> options.add(element(option)));
        } else if (element instanceof JsonReferenceSchema reference) {
            node.put(
                    "$ref",
                    "#/$defs/" + reference.reference().replace("~", "~0").replace("/", "~1"));
        }
        return node;
    }

    private static void describe(JsonObjectSchema object, ObjectNode node) {
        ObjectNode properties = node.putObject("properties");
        object.properties().forEach((name, value) -> {
            boolean required = object.required().contains(name);
            properties.set(name, required ? element(value) : orNull(element(value)));
        });
        object.required().forEach(node.putArray("required")::add);
        if (object.additionalProperties() != null) {
            node.put("additionalProperties", object.additionalProperties());
        }
        ObjectNode definitions = node.putObject("$defs");
        object.definitions().forEach((name, value) -> definitions.set(name, element(value)));
    }

    /** Where the schema has nothing but a type, that is widened, so that what is found reads well. */
    private static JsonNode orNull(JsonNode schema) {
        if (schema instanceof ObjectNode node
                && node.path("type").isString()
                && !node.has("enum")
                && !node.has("const")) {
            String type = node.path("type").asString();
            return node.set("type", NODES.arrayNode().add(type).add("null"));
        }
        ObjectNode either = NODES.objectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }
}
