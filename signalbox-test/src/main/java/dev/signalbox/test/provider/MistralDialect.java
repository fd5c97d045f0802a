package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Failure;
import dev.signalbox.test.provider.Content.Message;
import dev.signalbox.test.provider.Content.Thinking;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Mistral's chat completions: thinking is a part of the content, a stream brings all tool calls in one chunk and the
 * usage with the finish reason, and errors have an envelope of their own.
 */
final class MistralDialect extends CompletionsDialect {

    @Override
    public String name() {
        return "mistral-ai";
    }

    @Override
    public String basePath() {
        return "/mistral/v1";
    }

    @Override
    public boolean speaks(HttpRequestReader.Parsed request) {
        return request.path().startsWith("/mistral/");
    }

    @Override
    public @Nullable Integer dimensions(JsonNode body) {
        return Json.integer(body.path("output_dimension"));
    }

    @Override
    void putContent(ObjectNode json, Message message) {
        Thinking thinking = message.thinking();
        if (thinking == null) {
            json.put("content", message.text() == null ? "" : message.text());
            return;
        }
        ArrayNode parts = json.putArray("content");
        addThinking(parts, thinking.text());
        if (message.text() != null) {
            parts.addObject().put("type", "text").put("text", message.text());
        }
    }

    private static void addThinking(ArrayNode parts, String text) {
        ObjectNode part = parts.addObject().put("type", "thinking");
        part.putArray("thinking").addObject().put("type", "text").put("text", text);
    }

    @Override
    ObjectNode usage(TokenCounts counts) {
        return Json.object()
                .put("prompt_tokens", counts.input())
                .put("total_tokens", counts.input() + counts.output())
                .put("completion_tokens", counts.output());
    }

    /** Nine letters or digits, as Mistral demands. */
    @Override
    String toolCallId(Answer answer, int index) {
        return "c%05d%03d".formatted(answer.request().number() % 100_000, index % 1_000);
    }

    @Override
    public WireStream stream(Answer answer) {
        WireStream.Builder stream = new WireStream.Builder();
        stream.add(event(answer, Json.object().put("role", "assistant").put("content", "")));
        for (String word : answer.thinkingWords()) {
            ObjectNode delta = Json.object();
            addThinking(delta.putArray("content"), word);
            stream.addChunk(event(answer, delta));
        }
        answer.textWords()
                .forEach(word -> stream.addChunk(event(answer, Json.object().put("content", word))));
        if (!answer.message().toolCalls().isEmpty()) {
            ObjectNode delta = Json.object();
            putToolCalls(delta, answer);
            stream.addChunk(event(answer, delta));
        }
        return stream.add(answer.finished() ? ending(answer) : "").build();
    }

    private String event(Answer answer, ObjectNode delta) {
        return event(chunk(answer, delta, null).toString());
    }

    private String ending(Answer answer) {
        ObjectNode chunk = chunk(answer, Json.object().put("content", ""), answer.finishReason());
        if (answer.counts() != null) {
            chunk.set("usage", usage(answer.counts()));
        }
        return event(chunk.toString()) + event(OpenAiStream.DONE);
    }

    @Override
    public String error(Failure failure, String model) {
        if (failure.status() == 401 && failure.message() == null) {
            return Json.object().put("detail", "Unauthorized").toString();
        }
        return Json.object()
                .put("object", "error")
                .put("message", failure.message(usualMessage(failure.status(), model)))
                .put("type", typeOf(failure.status()))
                .putNull("param")
                .put("code", failure.code() != null ? failure.code() : usualCode(failure.status()))
                .toString();
    }

    private static String typeOf(int status) {
        return switch (status) {
            case 404 -> "invalid_model";
            case 429 -> "rate_limited";
            default -> status >= 500 ? "internal_server_error" : "invalid_request_error";
        };
    }

    private static @Nullable String usualCode(int status) {
        return switch (status) {
            case 404 -> "1500";
            case 429 -> "1300";
            default -> status >= 500 ? "1000" : null;
        };
    }

    private static String usualMessage(int status, String model) {
        return switch (status) {
            case 404 -> "Invalid model: " + model;
            case 429 -> "Rate limit exceeded";
            case 503 -> "Service unavailable.";
            default -> "The fake provider answers with status " + status + ".";
        };
    }
}
