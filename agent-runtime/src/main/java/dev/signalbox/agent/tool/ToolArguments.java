package dev.signalbox.agent.tool;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.signalbox.agent.json.JsonSchema;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** What the arguments of a tool must look like. */
@Slf4j
@RequiredArgsConstructor
final class ToolArguments {

    private static final String NO_PARAMETERS = "{\"type\":\"object\"}";

    private final String tool;
    private final @Nullable JsonSchema schema;

    /** Of a tool; without checks if its schema, for example that of a server, cannot be understood. */
    static ToolArguments of(ToolSpecification tool) {
        if (tool.parameters() == null) {
            return new ToolArguments(tool.name(), JsonSchema.of(NO_PARAMETERS));
        }
        try {
            return new ToolArguments(tool.name(), JsonSchema.within(tool.toJson(), "parameters"));
        } catch (RuntimeException e) {
            log.warn("The arguments of tool '{}' cannot be checked: {}", tool.name(), e.getMessage());
            return new ToolArguments(tool.name(), null);
        }
    }

    static Set<String> names(ToolSpecification tool) {
        return tool.parameters() == null
                ? Set.of()
                : tool.parameters().properties().keySet();
    }

    /** What a model is told of arguments that do not fit, {@code null} if they do. */
    @Nullable
    String refusal(String arguments) {
        List<String> problems = schema == null ? List.of() : schema.problems(arguments);
        return problems.isEmpty()
                ? null
                : "The arguments of tool '" + tool + "' do not fit its schema: " + String.join("; ", problems)
                        + ". Nothing was done. Use the tool again with arguments that fit.";
    }
}
