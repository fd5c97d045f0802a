package dev.signalbox.router.execution;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Makes a conversation that one deployment began fit for another: what only the first understands (signatures of its
 * thinking, for example) is taken out, and tool calls get ids that every provider accepts. The strictest, Mistral, takes
 * nine letters and digits; Ollama's calls have none, so that their results are told apart by tool and order.
 */
final class Handover {

    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, Queue<String>> withoutId = new HashMap<>();
    private int count;

    private Handover() {}

    static List<ChatMessage> of(List<ChatMessage> messages) {
        Handover handover = new Handover();
        return messages.stream().map(handover::neutral).toList();
    }

    private ChatMessage neutral(ChatMessage message) {
        if (message instanceof AiMessage answer) {
            return neutral(answer);
        } else if (message instanceof ToolExecutionResultMessage result) {
            return result.toBuilder()
                    .id(idOfResult(result.id(), result.toolName()))
                    .build();
        }
        return message;
    }

    private AiMessage neutral(AiMessage answer) {
        List<ToolExecutionRequest> calls = answer.toolExecutionRequests().stream()
                .map(call ->
                        call.toBuilder().id(idOfCall(call.id(), call.name())).build())
                .toList();
        return AiMessage.builder()
                .text(answer.text())
                .toolExecutionRequests(calls)
                .build();
    }

    private String idOfCall(@Nullable String theirs, String tool) {
        String id = next();
        if (theirs == null) {
            withoutId.computeIfAbsent(tool, name -> new ArrayDeque<>()).add(id);
        } else {
            ids.put(theirs, id);
        }
        return id;
    }

    private String idOfResult(@Nullable String theirs, String tool) {
        Queue<String> open = withoutId.get(tool);
        String id = theirs == null ? (open == null ? null : open.poll()) : ids.get(theirs);
        return id == null ? next() : id;
    }

    private String next() {
        return "call%05d".formatted(count++);
    }
}
