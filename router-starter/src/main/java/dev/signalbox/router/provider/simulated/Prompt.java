package dev.signalbox.router.provider.simulated;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rules look at in a request. */
final class Prompt {

    private final ChatRequest request;
    private final Map<String, String> toolsById = new HashMap<>();
    private final Set<@Nullable String> answeredTools = new HashSet<>();
    private String input = "";
    private String toolResult = "";
    private @Nullable String lastTool;

    Prompt(ChatRequest request) {
        this.request = request;
        request.messages().forEach(this::read);
    }

    private void read(ChatMessage message) {
        lastTool = null;
        if (message instanceof UserMessage user) {
            input = text(user.contents());
            answeredTools.clear();
        } else if (message instanceof AiMessage answer) {
            answer.toolExecutionRequests().forEach(this::readCall);
        } else if (message instanceof ToolExecutionResultMessage result) {
            toolResult = text(result.contents());
            lastTool = result.toolName() == null ? toolsById.get(result.id()) : result.toolName();
            answeredTools.add(lastTool);
        }
    }

    private void readCall(ToolExecutionRequest call) {
        toolsById.put(call.id(), call.name());
    }

    private static String text(List<Content> contents) {
        return contents.stream()
                .filter(TextContent.class::isInstance)
                .map(content -> ((TextContent) content).text())
                .collect(Collectors.joining("\n"));
    }

    ChatRequest request() {
        return request;
    }

    /** The text of the last user message. */
    String input() {
        return input;
    }

    /** The text of the last tool result. */
    String toolResult() {
        return toolResult;
    }

    /** Whether the last user message contains that, in whatever case; {@code null} is always contained. */
    boolean contains(@Nullable String part) {
        return part == null || input.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** Whether the last message is the result of that tool; {@code null} is any message. */
    boolean follows(@Nullable String tool) {
        return tool == null || tool.equals(lastTool);
    }

    /** Whether that tool may be called and has not answered the last user message yet. */
    boolean invites(String tool) {
        return request.toolSpecifications() != null
                && request.toolChoice() != ToolChoice.NONE
                && !answeredTools.contains(tool)
                && request.toolSpecifications().stream()
                        .anyMatch(offered -> offered.name().equals(tool));
    }
}
