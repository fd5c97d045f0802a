package dev.signalbox.router.output;

import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.signalbox.router.execution.OutputValidator;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Checks answers with networknt's validator. Keeps the compiled schemas of the latest requests, fetches nothing that a
 * schema refers to elsewhere, and lets pass what is asked for by a schema that it cannot compile, with one warning.
 */
@Slf4j
public final class JsonSchemaOutputValidator implements OutputValidator {

    private static final int KEPT = 256;

    private final SchemaCompiler compiler = new SchemaCompiler();
    private final Map<JsonSchema, CompiledSchema> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonSchema, CompiledSchema> eldest) {
            return size() > KEPT;
        }
    };

    @Override
    public @Nullable String problem(String text, JsonSchema schema) {
        return compiled(schema).problem(text);
    }

    /** Two threads may compile the same schema; the later one is kept. */
    private CompiledSchema compiled(JsonSchema schema) {
        CompiledSchema known;
        synchronized (compiled) {
            known = compiled.get(schema);
        }
        if (known == null) {
            known = compile(schema);
            synchronized (compiled) {
                compiled.put(schema, known);
            }
        }
        return known;
    }

    private CompiledSchema compile(JsonSchema schema) {
        try {
            return compiler.compile(schema);
        } catch (RuntimeException | StackOverflowError e) {
            log.warn(
                    "The JSON schema '{}' is wrong, or refers to something outside itself, which is never fetched: answers"
                            + " are not checked against it.",
                    schema.name());
            return CompiledSchema.UNCHECKED;
        }
    }

    /** How many compiled schemas are kept now. */
    int size() {
        synchronized (compiled) {
            return compiled.size();
        }
    }
}
