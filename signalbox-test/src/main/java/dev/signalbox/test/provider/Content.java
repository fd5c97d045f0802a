package dev.signalbox.test.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reply says. */
sealed interface Content {

    /** A message of the model; the text is null where it only calls tools. */
    record Message(@Nullable Thinking thinking, @Nullable String text, List<ToolCall> toolCalls) implements Content {

        public Message {
            toolCalls = List.copyOf(toolCalls);
        }

        Message(@Nullable String text, List<ToolCall> toolCalls) {
            this(null, text, toolCalls);
        }

        Message with(ToolCall toolCall) {
            List<ToolCall> more = new ArrayList<>(toolCalls);
            more.add(toolCall);
            return new Message(thinking, text, more);
        }

        Message with(Thinking other) {
            return new Message(other, text, toolCalls);
        }

        int characters() {
            int said = text == null ? 0 : text.length();
            return said + toolCalls.stream().mapToInt(ToolCall::characters).sum();
        }
    }

    /** An error, told in the words of the dialect; null is the dialect's own word for the status. */
    record Failure(
            int status,
            @Nullable String code,
            @Nullable String message,
            @Nullable Duration retryAfter) implements Content {

        public Failure {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("status is " + status + "; an error has 400 to 599");
            }
        }

        static Failure of(int status) {
            return new Failure(status, null, null, null);
        }

        static Failure of(int status, @Nullable String code, String message) {
            return new Failure(status, code, message, null);
        }

        String message(String usual) {
            return message != null ? message : usual;
        }

        String code(String usual) {
            return code != null ? code : usual;
        }
    }

    /** A body sent as it is. */
    record Raw(int status, String body) implements Content {

        public Raw {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("status is " + status + "; a reply has 200 to 599");
            }
        }
    }

    /** What the model thinks before it speaks, and the signature by which its provider knows it again. */
    record Thinking(String text, @Nullable String signature) {}

    record ToolCall(String name, String arguments) {

        int characters() {
            return name.length() + arguments.length();
        }
    }
}
