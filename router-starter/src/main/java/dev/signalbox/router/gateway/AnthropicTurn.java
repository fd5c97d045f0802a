package dev.signalbox.router.gateway;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Gathers the blocks of what a model has said before. Belongs to one message. */
final class AnthropicTurn {

    /** Under which LangChain4j keeps thinking that only Anthropic can read. */
    static final String REDACTED = "redacted_thinking";

    private final List<String> texts = new ArrayList<>();
    private final List<String> thoughts = new ArrayList<>();
    private final List<String> signatures = new ArrayList<>();
    private final List<String> redacted = new ArrayList<>();
    private final List<ToolExecutionRequest> calls = new ArrayList<>();

    void text(String text) {
        texts.add(text);
    }

    /** Adds a block; answers whether LangChain4j knows the like. */
    boolean add(Field block) {
        switch (block.get("type").requiredText()) {
            case "text" -> text(block.get("text").requiredText());
            case "thinking" -> think(block);
            case "redacted_thinking" -> redacted.add(block.get("data").requiredText());
            case "tool_use" -> calls.add(call(block));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void think(Field block) {
        thoughts.add(block.get("thinking").requiredText());
        String signature = block.get("signature").text("");
        if (!signature.isEmpty()) {
            signatures.add(signature);
        }
    }

    private static ToolExecutionRequest call(Field block) {
        Field input = block.get("input");
        return ToolExecutionRequest.builder()
                .id(block.get("id").requiredText())
                .name(block.get("name").requiredText())
                .arguments(input.object() == null ? "{}" : GatewayJson.text(input.node()))
                .build();
    }

    /** The tools by the ids of their calls. */
    Map<String, String> toolNames() {
        return calls.stream()
                .collect(Collectors.toMap(ToolExecutionRequest::id, ToolExecutionRequest::name, (one, other) -> other));
    }

    AiMessage message() {
        String text = String.join("\n", texts);
        AiMessage.Builder said = AiMessage.builder()
                .text(text.isEmpty() && !calls.isEmpty() ? null : OpenAiMessages.notBlank(text))
                .toolExecutionRequests(calls)
                .attributes(attributes());
        if (!thoughts.isEmpty()) {
            said.thinking(String.join("\n", thoughts));
        }
        return said.build();
    }

    /** A signature is for the thoughts as they were, and LangChain4j has room for one. */
    private Map<String, Object> attributes() {
        Map<String, Object> attributes = new HashMap<>();
        if (thoughts.size() == 1 && !signatures.isEmpty()) {
            attributes.put(OpenAiMessages.SIGNATURE, signatures.get(0));
        }
        if (!redacted.isEmpty()) {
            attributes.put(REDACTED, redacted);
        }
        return attributes;
    }
}
