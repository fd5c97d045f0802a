package dev.signalbox.test.agent;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a scripted model is asked, for models that are asked in no order, by branches or again after a crash:
 *
 * <pre>{@code
 * var model = new ScriptedChatModel()
 *         .when(Asked.toUse("pay").and(Asked.before("pay")), toolCall("pay", "{\"amount\": 7}"))
 *         .when(Asked.says("plan"), text("1. look, 2. book"));
 * }</pre>
 */
public final class Asked {

    private Asked() {}

    /** Somewhere in the texts of prompts there is this. */
    public static Predicate<ChatRequest> says(String text) {
        return request ->
                request.messages().stream().anyMatch(message -> said(message).contains(text));
    }

    private static String said(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return system.text();
        }
        return message instanceof UserMessage user && user.hasSingleText() ? user.singleText() : "";
    }

    /** This tool may be used. */
    public static Predicate<ChatRequest> toUse(String tool) {
        return request -> request.toolSpecifications() != null
                && request.toolSpecifications().stream()
                        .anyMatch(known -> known.name().equals(tool));
    }

    /** This tool has answered nothing yet. */
    public static Predicate<ChatRequest> before(String tool) {
        return after(tool).negate();
    }

    /** This tool has answered. */
    public static Predicate<ChatRequest> after(String tool) {
        return request -> results(request).stream().anyMatch(result -> tool.equals(result.toolName()));
    }

    /** So many tools have answered. */
    public static Predicate<ChatRequest> afterTools(int count) {
        return request -> results(request).size() == count;
    }

    private static List<ToolExecutionResultMessage> results(ChatRequest request) {
        return request.messages().stream()
                .filter(ToolExecutionResultMessage.class::isInstance)
                .map(ToolExecutionResultMessage.class::cast)
                .toList();
    }
}
