package dev.signalbox.router.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerWatchTests {

    private static final String CHUNK = """
            {"choices":[{"index":0,"delta":{"content":"\\"error\\":{\\"code\\":1} data: {\\"error\\":1}"},"finish_reason":null}]}""";
    private static final String DELTA = """
            {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"event: error"}}""";

    /** Notes each finding once, in order. */
    private static final class Notes implements AnswerEvent.Findings {
        private final List<String> errors = new ArrayList<>();
        private boolean streaming;
        private boolean finished;
        private boolean unreadable;

        @Override
        public void reported(String error) {
            errors.add(error);
        }

        @Override
        public void streaming() {
            streaming = true;
        }

        @Override
        public void finished() {
            finished = true;
        }

        @Override
        public void unreadable() {
            unreadable = true;
        }
    }

    static Stream<Arguments> errors() {
        String openAi = "{\"error\":{\"code\":429,\"message\":\"slow\"}}";
        String openRouter = "{\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"error\":{\"code\":502},"
                + "\"choices\":[{\"finish_reason\":\"error\"}]}";
        String anthropic = "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}";
        String ollama = "{\"error\":\"unexpected EOF\"}";
        String mistral = "{\"object\":\"error\",\"message\":\"x\",\"type\":\"rate_limited\",\"code\":\"1300\"}";
        String blocked = "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}";
        String choice = "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"error\":{\"code\":502}}]}";
        return Stream.of(
                arguments("openai", events(CHUNK, openAi, "[DONE]"), openAi),
                arguments("openrouter", events(CHUNK, openRouter, "[DONE]"), openRouter),
                arguments("named event", "event: error\ndata: it broke\n\n", "it broke"),
                arguments("named event, other order of lines", "event:error\r\ndata:{\"x\":1}\r\n\r\n", "{\"x\":1}"),
                arguments("anthropic", "event: error\ndata: " + anthropic + "\n\n", anthropic),
                arguments("several lines", "data: {\"error\":\ndata: {\"code\":1}}\n\n", "{\"error\":{\"code\":1}}"),
                arguments("without a last line end", "data: " + openAi, openAi),
                arguments("carriage returns", "data: " + CHUNK + "\r\rdata: " + openAi + "\r\r", openAi),
                arguments("comment before", ": OPENROUTER PROCESSING\n\ndata: " + openAi + "\n\n", openAi),
                arguments("after an unreadable event", "data: {\"choices\": [{\n\ndata: " + openAi + "\n\n", openAi),
                arguments("mistral", events(mistral), mistral),
                arguments("gemini", events(blocked), blocked),
                arguments("whole", openAi, openAi),
                arguments(
                        "whole, over several lines",
                        "{\n\"error\" :\n {\"code\": 1}\n}",
                        "{\n\"error\" :\n {\"code\": 1}\n}"),
                arguments("whole, ollama", ollama, ollama),
                arguments("whole, mistral", mistral, mistral),
                arguments("whole, gemini", "[" + openAi + "]", "[" + openAi + "]"),
                arguments("whole, choice", choice, choice));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errors")
    void findsAnErrorHoweverTheBytesAreCut(String name, String body, String error) {
        byte[] bytes = body.getBytes(UTF_8);
        for (int size : new int[] {1, 2, 7, bytes.length}) {
            assertThat(watch(body, size, false).errors).as("pieces of " + size).containsExactly(error);
        }
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                arguments(events(CHUNK, "{\"choices\":[{\"delta\":{},\"finish_reason\":\"eos\"}]}", "[DONE]"), false),
                arguments(
                        "event: content_block_delta\ndata: " + DELTA + "\n\nevent: message_stop\n"
                                + "data: {\"type\":\"message_stop\"}\n\n",
                        false),
                arguments(
                        events(
                                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]},\"finishReason\":\"STOP\"}]}"),
                        false),
                arguments(
                        "{\"message\":{\"content\":\"{\"},\"done\":false}\n{\"done_reason\":\"stop\",\"done\":true}\n",
                        true));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void findsTheEndOfAStream(String body, boolean lines) {
        for (int size : new int[] {1, 3, body.length()}) {
            Notes notes = watch(body, size, lines);

            assertThat(notes.errors).isEmpty();
            assertThat(notes.streaming).isTrue();
            assertThat(notes.finished).isTrue();
            assertThat(notes.unreadable).isFalse();
        }
    }

    static Stream<Arguments> cuts() {
        return Stream.of(
                arguments(events(CHUNK, CHUNK), false),
                arguments(events(CHUNK, "[DONE]"), false),
                arguments("event: content_block_delta\ndata: " + DELTA + "\n\n", false),
                arguments(
                        events("{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]}}]}"),
                        false),
                arguments("{\"message\":{\"content\":\"x\"},\"done\":false}\n{\"message\":", true),
                arguments(events(CHUNK, "{\"choices\":[{\"finish_reason\":\"st"), false));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void missesTheEndOfAStreamThatHasNone(String body, boolean lines) {
        Notes notes = watch(body, 5, lines);

        assertThat(notes.errors).isEmpty();
        assertThat(notes.streaming).isTrue();
        assertThat(notes.finished).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\": [{\n\n",
                "data: {\"choices\": [{\"delta\": {\"content\": \"Hel\n\ndata: {}\n\n"
            })
    void missesTheRestOfAnEventThatWasCutShort(String cut) {
        assertThat(watch(events(CHUNK) + cut + events(CHUNK), 5, false).unreadable)
                .isTrue();
    }

    @Test
    void missesTheRestOfALine() {
        assertThat(watch("{\"done\":false}\n{\"mess\n{\"done\":true}\n", 5, true).unreadable)
                .isTrue();
        assertThat(watch("{\n\"choices\":\n[]}", 5, false).unreadable).isFalse();
    }

    @Test
    void takesAnImageThatWasHeldBackForARefusal() {
        String event = "{\"candidates\":[{\"finishReason\":\"%s\"}]}";

        assertThat(watch(events(event.formatted("IMAGE_SAFETY")), 5, false).errors)
                .hasSize(1);
        assertThat(watch(events(event.formatted("SOMETHING_NEW")), 5, false).finished)
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":null,\"choices\":[{\"error\":null,\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}",
                "{\"error\":{},\"choices\":[]}",
                "{\"error\":\"\",\"choices\":[]}",
                "{\"choices\":[{\"message\":{\"content\":\"{\\\"error\\\":{\\\"code\\\":1}}\",\"error\":\"in a tool\"}}]}",
                "{\"type\":\"message\",\"content\":[{\"type\":\"error\",\"error\":{\"code\":1}}]}",
                "error: {\"error\": 1}",
                ""
            })
    void takesNoPartOfAnAnswerForAnError(String body) {
        assertThat(watch(body, 4, false).errors).isEmpty();
        assertThat(watch("data: " + body + "\n\n", 4, false).errors).isEmpty();
    }

    @Test
    void readsAlongInABigStreamAndKeepsLittle() {
        String big = "{\"choices\":[{\"delta\":{\"content\":\"" + "\\\"error\\\":{".repeat(200_000) + "\"}}]}";

        Notes notes = watch(events(big, CHUNK, "{\"error\":{\"code\":\"late\"}}"), 16_384, false);

        assertThat(notes.errors).containsExactly("{\"error\":{\"code\":\"late\"}}");
        assertThat(watch("{\"x\":\"" + "y".repeat(1_000_000) + "\",\"error\":{\"code\":1}}", 9_999, false).errors)
                .singleElement()
                .satisfies(error -> assertThat(error).hasSizeLessThan(20_000));
    }

    @Test
    void leavesTheBufferAsItIs() {
        ByteBuffer buffer = ByteBuffer.wrap("data: {}\n\n".getBytes(UTF_8)).position(2);

        new AnswerWatch(new Notes(), false).accept(buffer);

        assertThat(buffer.position()).isEqualTo(2);
        assertThat(buffer.limit()).isEqualTo(10);
    }

    private static String events(String... data) {
        StringBuilder events = new StringBuilder();
        Arrays.stream(data)
                .forEach(event -> events.append("data: ").append(event).append("\n\n"));
        return events.toString();
    }

    private static Notes watch(String body, int size, boolean lines) {
        Notes notes = new Notes();
        AnswerWatch watch = new AnswerWatch(notes, lines);
        byte[] bytes = body.getBytes(UTF_8);
        for (int from = 0; from < bytes.length; from += Math.max(1, size)) {
            watch.accept(ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from)));
        }
        watch.end();
        return notes;
    }
}
