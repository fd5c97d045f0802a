package dev.signalbox.test.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reply says. */
sealed interface Content {

    /** A message of the model; the text is null where it only calls tools. */
    record Message(@Nullable String text, List<ToolCall> toolCalls) implements Content {

        public Message {
            toolCalls = List.copyOf(toolCalls);
        }

        Message with(ToolCall toolCall) {
            List<ToolCall> more = new ArrayList<>(toolCalls);
            more.add(toolCall);
            return new Message(text, more);
        }

        int characters() {
            int said = text == null ? 0 : text.length();
            return said + toolCalls.stream().mapToInt(ToolCall::characters).sum();
        }
    }

    /** A body sent as it is. */
    record Raw(int status, String body) implements Content {}

    record ToolCall(String name, String arguments) {

        int characters() {
            return name.length() + arguments.length();
        }
    }
}
