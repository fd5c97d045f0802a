package dev.signalbox.router.gateway;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a request in Anthropic's form into LangChain4j's. */
final class AnthropicMessages {

    private final Map<String, String> toolNames = new HashMap<>();
    private boolean needsWords;

    /** Whether the messages hold something that LangChain4j does not know. */
    boolean needsWords() {
        return needsWords;
    }

    List<ChatMessage> read(Field system, Field messages) {
        List<ChatMessage> said = new ArrayList<>();
        messages.elements().forEach(message -> add(message, said));
        if (said.isEmpty()) {
            throw messages.wrong("must hold at least one message");
        }
        List<ChatMessage> read = new ArrayList<>();
        OpenAiMessages.system(text(system), read);
        read.addAll(said);
        return read;
    }

    private void add(Field message, List<ChatMessage> to) {
        Field role = message.get("role");
        Field content = message.get("content");
        if (content.isAbsent()) {
            throw content.wrong("must be a string or a list of blocks");
        }
        switch (role.requiredText()) {
            case "user" -> user(content, to);
            case "assistant" -> to.add(assistant(content));
            case "system" -> OpenAiMessages.system(text(content), to);
            default -> throw role.wrong("must be user or assistant");
        }
    }

    /** The text of a string or of blocks. */
    private String text(Field content) {
        if (content.isAbsent()) {
            return "";
        } else if (content.isString()) {
            return content.requiredText();
        }
        List<String> texts = new ArrayList<>();
        for (Field block : content.elements()) {
            if (block.get("type").requiredText().equals("text")) {
                texts.add(block.get("text").requiredText());
            } else {
                needsWords = true;
            }
        }
        return String.join("\n", texts);
    }

    private void user(Field content, List<ChatMessage> to) {
        if (content.isString()) {
            to.add(UserMessage.from(text(content.requiredText())));
            return;
        }
        int before = to.size();
        List<Content> said = said(content, to);
        if (said.isEmpty() && to.size() == before) {
            said.add(text(""));
        }
        if (!said.isEmpty()) {
            to.add(UserMessage.from(said));
        }
    }

    /** What the user says; what tools have answered comes before it, as messages of their own. */
    private List<Content> said(Field content, List<ChatMessage> results) {
        List<Content> said = new ArrayList<>();
        for (Field block : content.elements()) {
            if (block.get("type").requiredText().equals("tool_result")) {
                results.add(toolResult(block));
                continue;
            }
            Content part = part(block);
            needsWords |= part == null || OpenAiMessages.isElsewhere(part);
            if (part != null) {
                said.add(part);
            }
        }
        return said;
    }

    /** A block, {@code null} if LangChain4j does not know the like. */
    private @Nullable Content part(Field block) {
        needsWords |= block.get("citations").get("enabled").flag();
        return switch (block.get("type").requiredText()) {
            case "text" -> text(block.get("text").requiredText());
            case "image" -> image(block.get("source"));
            case "document" -> document(block.get("source"));
            default -> null;
        };
    }

    private static TextContent text(String text) {
        return TextContent.from(OpenAiMessages.notBlank(text));
    }

    private static @Nullable Content image(Field source) {
        return switch (source.get("type").requiredText()) {
            case "base64" ->
                ImageContent.from(
                        source.get("data").requiredText(),
                        source.get("media_type").requiredText(),
                        DetailLevel.AUTO);
            case "url" -> ImageContent.from(OpenAiMessages.uri(source.get("url")), DetailLevel.AUTO);
            default -> null;
        };
    }

    private static @Nullable Content document(Field source) {
        return switch (source.get("type").requiredText()) {
            case "base64" ->
                PdfFileContent.from(
                        source.get("data").requiredText(),
                        source.get("media_type").text("application/pdf"));
            case "url" -> PdfFileContent.from(OpenAiMessages.uri(source.get("url")));
            case "text" -> text(source.get("data").requiredText());
            default -> null;
        };
    }

    private ChatMessage assistant(Field content) {
        AnthropicTurn turn = new AnthropicTurn();
        if (content.isString()) {
            turn.text(content.requiredText());
            return turn.message();
        }
        for (Field block : content.elements()) {
            needsWords |= !turn.add(block);
        }
        toolNames.putAll(turn.toolNames());
        return turn.message();
    }

    private ToolExecutionResultMessage toolResult(Field block) {
        String id = block.get("tool_use_id").requiredText();
        ToolExecutionResultMessage.Builder result = ToolExecutionResultMessage.builder()
                .id(id)
                .toolName(toolNames.getOrDefault(id, "tool"))
                .text(OpenAiMessages.notBlank(text(block.get("content"))));
        if (block.get("is_error").flag()) {
            result.isError(true);
        }
        return result.build();
    }
}
