package dev.signalbox.router.gateway;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads tools and the format of the answer. */
final class OpenAiTools {

    /** What LangChain4j knows at the root of a tool's parameters; it stumbles over the rest, which says little there. */
    private static final Set<String> ROOT =
            Set.of("type", "description", "properties", "required", "additionalProperties", "$defs");

    private OpenAiTools() {}

    static void read(Field request, DefaultChatRequestParameters.Builder<?> parameters) {
        List<ToolSpecification> tools = new ArrayList<>();
        for (Field tool : request.get("tools").elements()) {
            Field type = tool.get("type");
            if (!"function".equals(type.text("function"))) {
                throw type.wrong("must be function");
            }
            Field function = tool.get("function");
            tools.add(specification(function, function.get("parameters")));
        }
        ToolChoice choice = choice(request.get("tool_choice"), tools);
        if (!tools.isEmpty() && choice != ToolChoice.NONE) {
            parameters.toolSpecifications(tools);
            if (choice != null) {
                parameters.toolChoice(choice);
            }
        }
    }

    /** A tool by its name, its description and the JSON schema of its parameters. */
    static ToolSpecification specification(Field tool, Field schema) {
        ObjectNode function = GatewayJson.object();
        function.put("name", tool.get("name").requiredText());
        function.put("description", tool.get("description").text(""));
        ObjectNode root = function.putObject("parameters");
        root.put("type", "object");
        root.putObject("properties");
        ObjectNode given = schema.object();
        if (given != null) {
            given.properties().stream()
                    .filter(field -> ROOT.contains(field.getKey()))
                    .forEach(field -> root.set(field.getKey(), field.getValue()));
        }
        try {
            return ToolSpecification.fromJson(GatewayJson.text(function));
        } catch (RuntimeException e) {
            throw schema.wrong("is no JSON schema that can be read");
        }
    }

    /** A named tool is required by leaving out the others. */
    private static @Nullable ToolChoice choice(Field choice, List<ToolSpecification> tools) {
        if (choice.isAbsent()) {
            return null;
        } else if (!choice.isString()) {
            String name = choice.get("function").get("name").requiredText();
            tools.removeIf(tool -> !tool.name().equals(name));
            if (tools.isEmpty()) {
                throw choice.wrong("names a tool that is not offered");
            }
            return ToolChoice.REQUIRED;
        }
        return switch (choice.requiredText()) {
            case "auto" -> ToolChoice.AUTO;
            case "required" -> ToolChoice.REQUIRED;
            case "none" -> ToolChoice.NONE;
            default -> throw choice.wrong("must be none, auto, required or a tool");
        };
    }

    static void readFormat(Field format, DefaultChatRequestParameters.Builder<?> parameters) {
        if (format.object() == null) {
            return;
        }
        Field type = format.get("type");
        switch (type.requiredText()) {
            case "text" -> {}
            case "json_object" -> parameters.responseFormat(ResponseFormat.JSON);
            case "json_schema" -> parameters.responseFormat(schema(format.get("json_schema")));
            default -> throw type.wrong("must be text, json_object or json_schema");
        }
    }

    static ResponseFormat schema(Field format) {
        ObjectNode schema = format.get("schema").object();
        if (schema == null) {
            throw format.get("schema").wrong("is missing");
        }
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(format.get("name").text("answer"))
                        .rootElement(JsonRawSchema.from(GatewayJson.text(schema)))
                        .build())
                .build();
    }
}
