package dev.signalbox.router.usage;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Estimates tokens where nobody has counted them: four characters a token, the rule of thumb that OpenAI gives for
 * English text, four tokens of frame for each message and a flat number for anything that is not text.
 */
public final class TokenEstimate {

    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int FRAME = 4;
    private static final int MEDIA = 765;
    private static final int TOOL = 60;

    private TokenEstimate() {}

    /** Tokens of a request. */
    public static int of(ChatRequest request) {
        int tokens = 0;
        for (ChatMessage message : request.messages()) {
            tokens += FRAME + of(message);
        }
        List<ToolSpecification> tools = request.toolSpecifications();
        return tools == null ? tokens : tokens + TOOL * tools.size();
    }

    /** Tokens of a text. */
    public static int of(@Nullable String text) {
        return text == null ? 0 : ofLength(text.length());
    }

    /** Tokens of so many characters. */
    public static int ofLength(long characters) {
        return (int) ((characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN);
    }

    /** Tokens of an answer. */
    public static int of(AiMessage answer) {
        return ofLength(charactersOf(answer));
    }

    /** Characters of an answer: its text, its thinking and its tool calls. */
    public static long charactersOf(AiMessage answer) {
        long characters = length(answer.text()) + length(answer.thinking());
        for (var call : answer.toolExecutionRequests()) {
            characters += length(call.name()) + length(call.arguments());
        }
        return characters;
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static int of(ChatMessage message) {
        if (message instanceof UserMessage user) {
            return of(user.contents());
        } else if (message instanceof AiMessage answer) {
            return of(answer);
        } else if (message instanceof SystemMessage system) {
            return of(system.text());
        } else if (message instanceof ToolExecutionResultMessage result) {
            return of(result.contents());
        }
        return of(message.toString());
    }

    private static int of(List<? extends Content> contents) {
        int tokens = 0;
        for (Content content : contents) {
            tokens += content instanceof TextContent text ? of(text.text()) : MEDIA;
        }
        return tokens;
    }
}
