package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Message;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message as the answer to one request, with all that every dialect tells about it.
 *
 * @param finishReason in neutral words or as the script says it; null where the answer has no end
 * @param counts null where they are not reported
 */
record Answer(
        ReceivedRequest request,
        String model,
        Message message,
        @Nullable String finishReason,
        @Nullable TokenCounts counts) {

    static final String DEFAULT_MODEL = "fake-model";

    /** Behind white space, and between a comma or colon and the JSON string, object or array that follows. */
    private static final Pattern WORD_ENDS = Pattern.compile("(?<=\\s)(?=\\S)|(?<=[,:])(?=[\"{\\[])");

    static Answer of(Message message, FakeReply reply, ReceivedRequest request) {
        Frame frame = reply.frame();
        Tokens tokens = reply.tokens();
        return new Answer(
                request,
                frame.model() != null ? frame.model() : defaultModel(request),
                message,
                frame.finished() ? finishReason(frame, message) : null,
                tokens.reported() ? tokens.counts(request.characters(), message.characters()) : null);
    }

    boolean finished() {
        return finishReason != null;
    }

    /** The finish reason in a dialect's own words; one that they do not hold stays as it is. */
    @Nullable
    String finishReason(Map<String, String> words) {
        return finishReason == null ? null : words.getOrDefault(finishReason, finishReason);
    }

    List<String> thinkingWords() {
        return words(message.thinking() == null ? null : message.thinking().text());
    }

    @Nullable
    String signature() {
        return message.thinking() == null ? null : message.thinking().signature();
    }

    List<String> textWords() {
        return words(message.text());
    }

    /** The pieces in which a text is streamed. */
    static List<String> words(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(WORD_ENDS.split(text));
    }

    private static String defaultModel(ReceivedRequest request) {
        return request.model().isEmpty() ? DEFAULT_MODEL : request.model();
    }

    private static String finishReason(Frame frame, Message message) {
        if (frame.finishReason() != null) {
            return frame.finishReason();
        }
        return message.toolCalls().isEmpty() ? "stop" : "tool_calls";
    }
}
