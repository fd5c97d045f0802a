package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.json.JsonSchema;
import org.jspecify.annotations.Nullable;

/** Tells whether an answer meets the JSON schema of its request. Must be thread-safe. */
@FunctionalInterface
public interface OutputValidator {

    /**
     * What is wrong with an answer, by location and rule, never quoting what it holds; {@code null} if nothing is, or if
     * the schema is one that cannot be checked.
     *
     * @param text the answer, in which the JSON may stand in a Markdown fence or among prose
     * @param schema what the request asks for
     */
    @Nullable
    String problem(String text, JsonSchema schema);
}
