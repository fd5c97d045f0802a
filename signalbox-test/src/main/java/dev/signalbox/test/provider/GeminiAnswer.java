package dev.signalbox.test.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer as Gemini writes it: at once, or each piece as an answer of its own. */
final class GeminiAnswer {

    private static final Map<String, String> FINISH_REASONS =
            Map.of("stop", "STOP", "length", "MAX_TOKENS", "tool_calls", "STOP", "content_filter", "SAFETY");

    private final Answer answer;

    private GeminiAnswer(Answer answer) {
        this.answer = answer;
    }

    static String plain(Answer answer) {
        return new GeminiAnswer(answer).plain();
    }

    static WireStream stream(Answer answer, GeminiDialect dialect) {
        return new GeminiAnswer(answer).stream(dialect);
    }

    private String plain() {
        ArrayNode parts = Json.object().putArray("parts");
        if (answer.message().thinking() != null
                && !answer.message().thinking().text().isEmpty()) {
            parts.add(thought(answer.message().thinking().text()));
        }
        String text = answer.message().text();
        boolean signs = signsText();
        if (signs || text != null && !text.isEmpty()) {
            parts.add(signed(text(text == null ? "" : text), signs));
        }
        for (int index = 0; index < answer.message().toolCalls().size(); index++) {
            parts.add(functionCall(index));
        }
        return response(parts, true).toString();
    }

    private WireStream stream(GeminiDialect dialect) {
        WireStream.Builder stream = new WireStream.Builder();
        answer.thinkingWords().forEach(word -> stream.addChunk(dialect.event(piece(thought(word), false))));
        answer.textWords().forEach(word -> stream.addChunk(dialect.event(piece(text(word), false))));
        for (int index = 0; index < answer.message().toolCalls().size(); index++) {
            stream.addChunk(dialect.event(piece(functionCall(index), false)));
        }
        if (answer.finished()) {
            stream.add(dialect.event(piece(signed(text(""), signsText()), true)));
        }
        return stream.build();
    }

    private static ObjectNode text(String text) {
        return Json.object().put("text", text);
    }

    private static ObjectNode thought(String text) {
        return text(text).put("thought", true);
    }

    private ObjectNode functionCall(int index) {
        Content.ToolCall call = answer.message().toolCalls().get(index);
        ObjectNode part = Json.object();
        part.putObject("functionCall").put("name", call.name()).putRawValue("args", Json.raw(call.arguments()));
        return signed(part, index == 0);
    }

    /** The first function call carries the signature; where there is none, the text does. */
    private boolean signsText() {
        return answer.signature() != null && answer.message().toolCalls().isEmpty();
    }

    private ObjectNode signed(ObjectNode part, boolean carries) {
        return carries && answer.signature() != null ? part.put("thoughtSignature", answer.signature()) : part;
    }

    private String piece(ObjectNode part, boolean last) {
        return response(Json.object().putArray("parts").add(part), last).toString();
    }

    private ObjectNode response(ArrayNode parts, boolean last) {
        ObjectNode response = Json.object();
        ObjectNode candidate = response.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content");
        if (!parts.isEmpty()) {
            content.set("parts", parts);
        }
        content.put("role", "model");
        String reason = last ? answer.finishReason(FINISH_REASONS) : null;
        if (reason != null) {
            candidate.put("finishReason", reason);
        }
        candidate.put("index", 0);
        putUsage(response, answer.counts(), reason != null);
        return response.put("modelVersion", answer.model())
                .put("responseId", "resp-" + answer.request().number());
    }

    /** Every piece tells the input; the output is told with the end. */
    private static void putUsage(ObjectNode response, @Nullable TokenCounts counts, boolean whole) {
        if (counts == null) {
            return;
        }
        ObjectNode usage = response.putObject("usageMetadata").put("promptTokenCount", counts.input());
        if (counts.cached() > 0) {
            usage.put("cachedContentTokenCount", counts.cached());
        }
        if (!whole) {
            usage.put("totalTokenCount", counts.input());
            return;
        }
        usage.put("candidatesTokenCount", counts.spoken());
        if (counts.reasoning() > 0) {
            usage.put("thoughtsTokenCount", counts.reasoning());
        }
        usage.put("totalTokenCount", counts.input() + counts.spoken() + counts.reasoning());
    }
}
