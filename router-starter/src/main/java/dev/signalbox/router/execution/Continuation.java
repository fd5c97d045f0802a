package dev.signalbox.router.execution;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Going on from what the caller has got of a stream that broke.
 *
 * @param text that part; empty at the start of a stream
 */
record Continuation(String text) {

    static final Continuation NONE = new Continuation("");

    private static final String INSTRUCTION =
            "Your answer broke off after the text above. Continue it exactly from there:"
                    + " begin with the very next character, repeat nothing, and say nothing about the interruption.";

    boolean isNone() {
        return text.isEmpty();
    }

    /** What is sent to the deployment that goes on. */
    List<ChatMessage> messages(List<ChatMessage> asked) {
        if (isNone()) {
            return asked;
        }
        List<ChatMessage> more = new ArrayList<>(asked);
        more.add(AiMessage.from(text));
        more.add(UserMessage.from(INSTRUCTION));
        return more;
    }

    /** The whole answer. Its metadata are those of the deployment that ended it. */
    ChatResponse whole(ChatResponse rest) {
        if (isNone()) {
            return rest;
        }
        String end = rest.aiMessage().text();
        AiMessage message = rest.aiMessage().toBuilder()
                .text(end == null ? text : text + end)
                .build();
        return ChatResponse.builder()
                .aiMessage(message)
                .metadata(rest.metadata())
                .build();
    }
}
