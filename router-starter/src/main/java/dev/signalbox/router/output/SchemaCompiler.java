package dev.signalbox.router.output;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Compiles schemas. Loads nothing but the meta-schemas that the library brings along. */
final class SchemaCompiler {

    private static final String META_SCHEMAS = "https?://json-schema\\.org/.*";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaLoader(
                            loader -> loader.allow(address -> address.toString().matches(META_SCHEMAS)))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .losslessNarrowing(true)
                            .build()));

    /**
     * Compiles a schema whole, with all that it refers to, so that several threads may use it.
     *
     * @throws RuntimeException if it is not a schema, or refers to one elsewhere
     */
    CompiledSchema compile(JsonSchema schema) {
        JsonNode document = SchemaDocument.of(schema);
        Schema checked = registry.getSchema(document);
        checked.initializeValidators();
        checked.validate(NullNode.getInstance()); // one that refers to itself alone ends nowhere
        return new NetworkntSchema(checked, document);
    }
}
