package dev.signalbox.router.gateway;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tools and the format of the answer, as Anthropic spells them. */
final class AnthropicTools {

    private final List<ToolSpecification> tools = new ArrayList<>();
    private boolean needsWords;

    /** Whether there are tools that only the provider can run. */
    boolean needsWords() {
        return needsWords;
    }

    void read(Field request, DefaultChatRequestParameters.Builder<?> parameters) {
        request.get("tools").elements().forEach(this::add);
        ToolChoice choice = choice(request.get("tool_choice"));
        if (!tools.isEmpty() && choice != ToolChoice.NONE) {
            parameters.toolSpecifications(tools);
            if (choice != null) {
                parameters.toolChoice(choice);
            }
        }
    }

    private void add(Field tool) {
        if (tool.get("type").text("custom").equals("custom")) {
            tools.add(OpenAiTools.specification(tool, tool.get("input_schema")));
        } else {
            needsWords = true;
        }
    }

    private @Nullable ToolChoice choice(Field choice) {
        if (choice.object() == null) {
            return null;
        }
        Field type = choice.get("type");
        return switch (type.requiredText()) {
            case "auto" -> ToolChoice.AUTO;
            case "any" -> ToolChoice.REQUIRED;
            case "none" -> ToolChoice.NONE;
            case "tool" -> only(choice.get("name"));
            default -> throw type.wrong("must be auto, any, tool or none");
        };
    }

    /** A named tool is required by leaving out the others. */
    private ToolChoice only(Field choice) {
        String name = choice.requiredText();
        tools.removeIf(tool -> !tool.name().equals(name));
        if (tools.isEmpty() && !needsWords) {
            throw choice.wrong("names a tool that is not offered");
        }
        return ToolChoice.REQUIRED;
    }

    static void readFormat(Field format, DefaultChatRequestParameters.Builder<?> parameters) {
        if (format.object() == null) {
            return;
        }
        Field type = format.get("type");
        if (!type.requiredText().equals("json_schema")) {
            throw type.wrong("must be json_schema");
        }
        parameters.responseFormat(OpenAiTools.schema(format));
    }
}
