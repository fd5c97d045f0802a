package dev.signalbox.agent.json;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What JSON objects of one kind look like. Thread-safe. */
public final class JsonSchema {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build()));

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static JsonSchema of(String json) {
        try {
            Schema schema = REGISTRY.getSchema(json, InputFormat.JSON);
            schema.validate("{}", InputFormat.JSON); // what it refers to is looked up only now
            return new JsonSchema(schema);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("This is no JSON schema: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a schema that is a property of something.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static JsonSchema within(String json, String property) {
        return of(MAPPER.readTree(json).path(property).toString());
    }

    /**
     * What is wrong with a text: where, what is allowed and of what type the thing there is, but never what it says. What is
     * {@code null} and not required counts as left out.
     */
    public List<String> problems(String json) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(json);
        } catch (JacksonException e) {
            return List.of("it is no JSON");
        }
        JsonNode given = tree instanceof ObjectNode object ? withoutNulls(object) : tree;
        return schema.validate(given).stream()
                .map(error -> problem(error, given))
                .toList();
    }

    private JsonNode withoutNulls(ObjectNode object) {
        Set<String> required = new TreeSet<>();
        schema.getSchemaNode().path("required").forEach(name -> required.add(name.asString()));
        ObjectNode copy = object.deepCopy();
        copy.removeIf(JsonNode::isNull);
        object.propertyStream()
                .filter(property -> property.getValue().isNull() && required.contains(property.getKey()))
                .forEach(property -> copy.set(property.getKey(), property.getValue()));
        return copy;
    }

    private static String problem(Error error, JsonNode given) {
        String where = String.valueOf(error.getInstanceLocation());
        String what = (where.isEmpty() ? "" : where + ": ") + error.getMessage();
        boolean saysType = "type".equals(error.getKeyword()) || where.isEmpty();
        return saysType ? what : what + " (given: " + type(given.at(where)) + ")";
    }

    private static String type(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
