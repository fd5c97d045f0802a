package dev.signalbox.router.provider;

import dev.signalbox.router.execution.Exchange;
import dev.signalbox.router.resilience.JsonScan;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import lombok.RequiredArgsConstructor;

/**
 * Reads along while an answer passes, and tells its attempt what LangChain4j's clients do not: an error inside of the
 * answer, and whether a stream came to its own end. Knows the answers of all dialects: whole JSON, events with JSON, and
 * JSON line by line. Keeps at most the beginning of one event. Not thread-safe.
 *
 * <p>What LangChain4j 1.19 makes of a stream (Gemini, Mistral and Ollama: 1.18.1):
 *
 * <table>
 * <caption>LangChain4j's streaming clients</caption>
 * <tr><th>client</th><th>error event</th><th>end without end marker</th><th>unreadable event</th></tr>
 * <tr><td>openai</td><td>as data: nothing; as {@code event: error}: an exception, then success</td>
 *     <td>success without finish reason</td><td>an exception, then success</td></tr>
 * <tr><td>anthropic</td><td>an exception with the type</td><td>silence</td><td>left out</td></tr>
 * <tr><td>google-ai-gemini</td><td>nothing</td><td>success without finish reason, but with one after a tool call</td>
 *     <td>left out, then success</td></tr>
 * <tr><td>mistral-ai</td><td>left out</td><td>silence</td><td>left out</td></tr>
 * <tr><td>ollama</td><td>an exception with the words</td><td>silence</td><td>left out</td></tr>
 * </table>
 *
 * <p>A cut connection is an exception in all of them.
 */
@RequiredArgsConstructor
final class AnswerWatch {

    private static final int MAX_KEPT = 16 * 1024;
    private static final int MAX_NAME = 32;

    /** What is left of an answer that ends in a refusal, which may be long. */
    private static final String REFUSAL = "{\"stop_reason\": \"refusal\"}";

    private static final JsonScan.Paths PATHS = JsonScan.Paths.of(Set.of(
            "error",
            "type",
            "object",
            "done",
            "stop_reason",
            "delta.stop_reason",
            "choices",
            "choices.error",
            "choices.finish_reason",
            "candidates",
            "candidates.finishReason",
            "promptFeedback.blockReason"));

    /** Is told what is found. */
    interface Findings {

        /** An error inside of the answer. */
        void reported(String error);

        /** An event of a form that says when the stream has ended. */
        void streaming();

        /** A finish reason or an end marker. */
        void finished();

        /** An attempt is told. */
        static Findings of(Exchange exchange) {
            return new Findings() {
                @Override
                public void reported(String error) {
                    exchange.reported(error);
                }

                @Override
                public void streaming() {
                    exchange.streaming();
                }

                @Override
                public void finished() {
                    exchange.finished();
                }
            };
        }
    }

    private enum At {
        LINE_START,
        NAME,
        EVENT_NAME,
        DATA_START,
        DATA,
        LINE_REST
    }

    private final Findings findings;
    /** Whether each line is a document of its own. */
    private final boolean lines;

    private final JsonScan scan = new JsonScan(PATHS, this::value);
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final StringBuilder name = new StringBuilder(MAX_NAME);
    private At at = At.LINE_START;
    private String event = "";
    private boolean carriageReturn;
    private boolean events;
    private boolean open;
    private boolean json;
    private boolean error;
    private boolean refused;
    private boolean end;
    private boolean known;

    /** Takes the next bytes and leaves the buffer as it is. */
    void accept(ByteBuffer piece) {
        for (int i = piece.position(); i < piece.limit(); i++) {
            accept(piece.get(i));
        }
    }

    /** Takes the end of the answer. */
    void end() {
        endDocument();
    }

    /** Lines may end in every way that the clients accept. */
    private void accept(byte next) {
        boolean secondHalf = carriageReturn && next == '\n';
        carriageReturn = next == '\r';
        if (!secondHalf) {
            read(carriageReturn ? (byte) '\n' : next);
        }
    }

    private void read(byte next) {
        switch (at) {
            case LINE_START -> lineStart(next);
            case NAME -> name(next);
            case EVENT_NAME -> eventName(next);
            case DATA_START -> dataStart(next);
            case DATA -> data(next);
            case LINE_REST -> at = next == '\n' ? At.LINE_START : At.LINE_REST;
        }
    }

    private void lineStart(byte next) {
        if (next == '\n') {
            endDocument();
            event = "";
        } else if (!isSpace(next)) {
            name.setLength(0);
            at = At.NAME;
            if (next == '{' || next == '[') {
                events = false;
                json = true;
                at = At.DATA;
                data(next);
            } else {
                name(next);
            }
        }
    }

    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\t';
    }

    private void name(byte next) {
        if (next == ':') {
            boolean data = name.toString().equals("data");
            at = data ? At.DATA_START : name.toString().equals("event") ? At.EVENT_NAME : At.LINE_REST;
            events |= data;
            name.setLength(0);
        } else if (next == '\n') {
            at = At.LINE_START;
        } else {
            append(next);
        }
    }

    private void append(byte next) {
        if (name.length() < MAX_NAME) {
            name.append((char) next);
        }
    }

    private void eventName(byte next) {
        if (next == '\n') {
            event = name.toString().strip();
            at = At.LINE_START;
        } else {
            append(next);
        }
    }

    private void dataStart(byte next) {
        if (!isSpace(next)) {
            json = open ? json : next == '{' || next == '[';
            at = At.DATA;
            data(next);
        }
    }

    private void data(byte next) {
        if (next == '\n' && (events || lines)) {
            at = At.LINE_START;
            if (lines && !events) {
                endDocument();
            }
            return;
        }
        open = true;
        if (kept.size() < MAX_KEPT) {
            kept.write(next);
        }
        if (json) {
            scan.accept(next);
        }
        if (scan.complete()) {
            endDocument();
            at = events || lines ? At.LINE_REST : At.LINE_START;
        }
    }

    private void value(String path, String value) {
        switch (path) {
            case "error", "choices.error" -> error |= !value.isBlank() && !value.equals("false");
            case "type" -> {
                known = true;
                error |= value.equals("error");
                end |= value.equals("message_stop");
            }
            case "object" -> error |= value.equals("error");
            case "done" -> {
                known = true;
                end |= value.equals("true");
            }
            case "stop_reason", "delta.stop_reason" -> refused |= value.equals("refusal");
            case "choices.finish_reason" -> {
                error |= value.equals("error");
                end |= !value.isBlank() && !value.equals("error");
            }
            case "candidates.finishReason" -> end = true;
            case "promptFeedback.blockReason" -> error = true;
            default -> known = true;
        }
    }

    /** An event is judged when its data is complete or over, and once. */
    private void endDocument() {
        if (open) {
            if (error || event.equals("error")) {
                findings.reported(kept.toString(StandardCharsets.UTF_8));
            } else if (refused) {
                findings.reported(REFUSAL);
            }
            if (known && (events || lines)) {
                findings.streaming();
            }
            if (end || event.equals("message_stop")) {
                findings.finished();
            }
        }
        open = false;
        error = false;
        refused = false;
        end = false;
        known = false;
        kept.reset();
        scan.reset();
    }
}
