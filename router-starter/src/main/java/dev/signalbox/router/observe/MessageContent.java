package dev.signalbox.router.observe;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.micrometer.common.KeyValues;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was said, in OpenTelemetry's JSON for messages. Of pictures, sound and files only the kind. */
final class MessageContent {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ArrayNode system = NODES.arrayNode();
    private final ArrayNode input = NODES.arrayNode();

    private MessageContent(List<ChatMessage> messages) {
        messages.forEach(this::add);
    }

    /** Attributes that hold the request's messages and, if there is one, the answer. */
    static KeyValues of(ChatRequest request, @Nullable ChatResponse response) {
        MessageContent content = new MessageContent(request.messages());
        Attributes attributes = new Attributes();
        if (!content.system.isEmpty()) {
            attributes.and(ObservationNames.SYSTEM_INSTRUCTIONS, MAPPER.writeValueAsString(content.system));
        }
        attributes.and(ObservationNames.INPUT_MESSAGES, MAPPER.writeValueAsString(content.input));
        if (response != null && response.aiMessage() != null) {
            attributes.and(ObservationNames.OUTPUT_MESSAGES, MAPPER.writeValueAsString(output(response)));
        }
        return attributes.toKeyValues();
    }

    private static ArrayNode output(ChatResponse response) {
        ObjectNode message = message("assistant", parts(response.aiMessage()));
        if (response.finishReason() != null) {
            message.put("finish_reason", FinishReasons.of(response.finishReason()));
        }
        return NODES.arrayNode().add(message);
    }

    private void add(ChatMessage message) {
        if (message instanceof SystemMessage instructions) {
            system.add(text(instructions.text()));
        } else if (message instanceof UserMessage user) {
            input.add(message("user", parts(user.contents())));
        } else if (message instanceof AiMessage answer) {
            input.add(message("assistant", parts(answer)));
        } else if (message instanceof ToolExecutionResultMessage result) {
            ObjectNode part = part("tool_call_response").put("id", result.id());
            part.set("result", parts(result.contents()));
            input.add(message("tool", NODES.arrayNode().add(part)));
        }
    }

    private static ObjectNode message(String role, ArrayNode parts) {
        ObjectNode message = NODES.objectNode().put("role", role);
        message.set("parts", parts);
        return message;
    }

    private static ArrayNode parts(AiMessage answer) {
        ArrayNode parts = NODES.arrayNode();
        if (answer.thinking() != null) {
            parts.add(part("reasoning").put("content", answer.thinking()));
        }
        if (answer.text() != null) {
            parts.add(text(answer.text()));
        }
        for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
            parts.add(part("tool_call")
                    .put("id", call.id())
                    .put("name", call.name())
                    .put("arguments", call.arguments()));
        }
        return parts;
    }

    private static ArrayNode parts(List<Content> contents) {
        ArrayNode parts = NODES.arrayNode();
        for (Content content : contents) {
            parts.add(
                    content instanceof TextContent text
                            ? text(text.text())
                            : part(content.type().name().toLowerCase(Locale.ROOT)));
        }
        return parts;
    }

    private static ObjectNode text(String text) {
        return part("text").put("content", text);
    }

    private static ObjectNode part(String type) {
        return NODES.objectNode().put("type", type);
    }
}
