package dev.signalbox.agent.tool;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.signalbox.agent.json.Json;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** What tools are asked and answer, in words that are the same again whenever the same is asked. */
@RequiredArgsConstructor
final class ToolCodec {

    private final Json json;

    /** The arguments of a call, always in the same words. */
    String arguments(ToolExecutionRequest request) {
        String given = request.arguments();
        if (given == null || given.isBlank()) {
            return "{}";
        }
        return json.canonical(unquoted(given));
    }

    /** Some models write an object into a text. */
    private String unquoted(String given) {
        if (!given.strip().startsWith("\"")) {
            return given;
        }
        try {
            return json.read(given, String.class);
        } catch (IllegalArgumentException e) {
            return given;
        }
    }

    /** All that makes it the same use again. */
    static String content(ToolExecutionRequest request, String arguments) {
        return request.id() + "\n" + request.name() + "\n" + arguments;
    }

    /** A result to be kept. */
    static String encode(String tool, ToolExecutionResult result) {
        List<Content> contents = result.resultContents();
        return ChatMessageSerializer.messageToJson(ToolExecutionResultMessage.builder()
                .toolName(tool)
                .contents(contents.isEmpty() ? List.of(TextContent.from("")) : contents)
                .isError(result.isError())
                .attributes(result.attributes())
                .build());
    }

    /** The result that was kept. */
    static ToolExecutionResult decode(String kept) {
        ToolExecutionResultMessage message = (ToolExecutionResultMessage) ChatMessageDeserializer.messageFromJson(kept);
        return ToolExecutionResult.builder()
                .resultContents(message.contents())
                .isError(Boolean.TRUE.equals(message.isError()))
                .attributes(message.attributes())
                .build();
    }

    static ToolExecutionResult text(String text, boolean error) {
        return ToolExecutionResult.builder().resultText(text).isError(error).build();
    }
}
