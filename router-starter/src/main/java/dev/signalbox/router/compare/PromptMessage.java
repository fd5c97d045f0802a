package dev.signalbox.router.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.Locale;

/**
 * A message of a prompt.
 *
 * @param role who says it
 * @param text what is said
 */
public record PromptMessage(Role role, String text) {

    /** Who says a message. */
    public enum Role {
        /** The application. */
        SYSTEM,
        /** The person. */
        USER,
        /** The model, earlier. */
        ASSISTANT;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ChatMessage toChatMessage() {
        return switch (role) {
            case SYSTEM -> SystemMessage.from(text);
            case USER -> UserMessage.from(text);
            case ASSISTANT -> AiMessage.from(text);
        };
    }
}
