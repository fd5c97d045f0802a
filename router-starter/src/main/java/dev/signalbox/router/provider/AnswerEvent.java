package dev.signalbox.router.provider;

import dev.signalbox.router.execution.Exchange;
import dev.signalbox.router.resilience.JsonScan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import lombok.RequiredArgsConstructor;

/**
 * The event of an answer that is passing, in any of the dialects: a whole answer is one event. Keeps at most its
 * beginning, and judges it once, at its end. Not thread-safe.
 */
@RequiredArgsConstructor
final class AnswerEvent {

    private static final int MAX_KEPT = 16 * 1024;

    /** What is left of an answer that ends in a refusal, which may be long. */
    private static final String REFUSAL = "{\"stop_reason\": \"refusal\"}";

    private static final Set<String> REFUSALS = Set.of("refusal", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT");

    /** Others make LangChain4j leave out the event, with the text that is in it. */
    private static final Set<String> GEMINI_ENDS = Set.of(
            "FINISH_REASON_UNSPECIFIED",
            "STOP",
            "MAX_TOKENS",
            "SAFETY",
            "RECITATION",
            "LANGUAGE",
            "OTHER",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "MALFORMED_FUNCTION_CALL",
            "IMAGE_RECITATION");

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

    private final Findings findings;
    private final JsonScan scan = new JsonScan(PATHS, this::value);
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean open;
    private boolean json;
    private boolean error;
    private boolean refused;
    private boolean end;
    private boolean known;

    /** Is told what is found. */
    interface Findings {

        /** An error inside of the answer. */
        void reported(String error);

        /** An event of a form that says when the stream has ended. */
        void streaming();

        /** A finish reason or an end marker. */
        void finished();

        /** An event that was cut short, which most clients leave out without a word. */
        void unreadable();

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

                @Override
                public void unreadable() {
                    exchange.unreadable();
                }
            };
        }
    }

    /** Takes the next byte of the data; answers whether that was its end. */
    boolean accept(byte next) {
        json = open ? json : next == '{' || next == '[';
        open = true;
        if (kept.size() < MAX_KEPT) {
            kept.write(next);
        }
        if (json) {
            scan.accept(next);
        }
        return scan.complete();
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
            case "stop_reason", "delta.stop_reason" -> refused |= REFUSALS.contains(value);
            case "choices.finish_reason" -> {
                error |= value.equals("error");
                end |= !value.isBlank() && !value.equals("error");
            }
            case "candidates.finishReason" -> {
                refused |= REFUSALS.contains(value);
                end |= GEMINI_ENDS.contains(value);
            }
            case "promptFeedback.blockReason" -> error = true;
            default -> known = true;
        }
    }

    /**
     * The data is complete or over.
     *
     * @param name what the event is called, empty if it has no name
     * @param ofStream whether there may be more events
     */
    void end(String name, boolean ofStream) {
        if (open) {
            judge(name);
            if (ofStream && known) {
                findings.streaming();
            }
            if (ofStream && json && !scan.complete()) {
                findings.unreadable();
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

    private void judge(String name) {
        if (error || name.equals("error")) {
            findings.reported(kept.toString(StandardCharsets.UTF_8));
        } else if (refused) {
            findings.reported(REFUSAL);
        }
        if (end || name.equals("message_stop")) {
            findings.finished();
        }
    }
}
