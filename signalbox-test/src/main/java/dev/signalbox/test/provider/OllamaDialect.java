package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ollama's own API: one JSON object a line, streamed unless told otherwise, arguments as objects, no cached tokens. */
final class OllamaDialect implements WireDialect {

    private static final Map<String, String> DONE_REASONS = Map.of("tool_calls", "stop");

    private static final String MODELS = """
            {"models":[{"name":"%1$s","model":"%1$s","modified_at":"1970-01-01T00:00:00Z","size":0}]}""";

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public String basePath() {
        return "";
    }

    @Override
    public boolean speaks(HttpRequestReader.Parsed request) {
        return request.path().startsWith("/api/");
    }

    @Override
    public boolean chats(HttpRequestReader.Parsed request) {
        return request.path().equals("/api/chat");
    }

    @Override
    public boolean embeds(HttpRequestReader.Parsed request) {
        return request.path().equals("/api/embed");
    }

    @Override
    public List<String> texts(JsonNode body) {
        return Json.texts(body.path("input"));
    }

    @Override
    public @Nullable Integer dimensions(JsonNode body) {
        return Json.integer(body.path("dimensions"));
    }

    @Override
    public String vectors(Answer answer, List<float[]> vectors) {
        ObjectNode response = Json.object().put("model", answer.model());
        ArrayNode all = response.putArray("embeddings");
        vectors.forEach(vector -> all.add(Json.numbers(vector)));
        if (answer.counts() != null) {
            response.put("prompt_eval_count", answer.counts().input());
        }
        return response.toString();
    }

    @Override
    public @Nullable String models(String path) {
        return path.equals("/api/tags") ? MODELS.formatted(Answer.DEFAULT_MODEL) : null;
    }

    /** Ollama asks for none itself; proxies in front of it do. */
    @Override
    public boolean brings(HttpRequestReader.Parsed request, String key) {
        return WireDialect.bearer(request, key);
    }

    @Override
    public boolean streams(HttpRequestReader.Parsed request, JsonNode body) {
        return chats(request) && body.path("stream").asBoolean(true);
    }

    @Override
    public List<Said> said(JsonNode body) {
        return body.path("messages")
                .valueStream()
                .map(message -> new Said(
                        message.path("role").asString("").equals("user"),
                        message.path("content").asString("")))
                .toList();
    }

    @Override
    public String plain(Answer answer) {
        ObjectNode message = message(answer.message().text());
        if (answer.message().thinking() != null) {
            message.put("thinking", answer.message().thinking().text());
        }
        if (!answer.message().toolCalls().isEmpty()) {
            ArrayNode toolCalls = message.putArray("tool_calls");
            for (int index = 0; index < answer.message().toolCalls().size(); index++) {
                addToolCall(toolCalls, answer, index);
            }
        }
        return response(answer, message, true).toString();
    }

    @Override
    public WireStream stream(Answer answer) {
        WireStream.Builder stream = new WireStream.Builder();
        answer.thinkingWords()
                .forEach(word -> stream.addChunk(line(answer, message("").put("thinking", word))));
        answer.textWords().forEach(word -> stream.addChunk(line(answer, message(word))));
        for (int index = 0; index < answer.message().toolCalls().size(); index++) {
            ObjectNode message = message("");
            addToolCall(message.putArray("tool_calls"), answer, index);
            stream.addChunk(line(answer, message));
        }
        if (answer.finished()) {
            stream.add(event(response(answer, message(""), true).toString()));
        }
        return stream.build();
    }

    @Override
    public String streamType() {
        return "application/x-ndjson";
    }

    @Override
    public String event(String data) {
        return data + "\n";
    }

    private String line(Answer answer, ObjectNode message) {
        return event(response(answer, message, false).toString());
    }

    private static ObjectNode message(@Nullable String content) {
        return Json.object().put("role", "assistant").put("content", content == null ? "" : content);
    }

    private static void addToolCall(ArrayNode toolCalls, Answer answer, int index) {
        Content.ToolCall call = answer.message().toolCalls().get(index);
        toolCalls
                .addObject()
                .put("id", "call_" + answer.request().number() + "_" + index)
                .putObject("function")
                .put("index", index)
                .put("name", call.name())
                .putRawValue("arguments", Json.raw(call.arguments()));
    }

    private static ObjectNode response(Answer answer, ObjectNode message, boolean last) {
        ObjectNode response = Json.object()
                .put("model", answer.model())
                .put("created_at", answer.request().time().toString());
        response.set("message", message);
        boolean done = last && answer.finished();
        if (done) {
            response.put("done_reason", answer.finishReason(DONE_REASONS));
        }
        response.put("done", done);
        if (done && answer.counts() != null) {
            response.put("prompt_eval_count", answer.counts().input())
                    .put("eval_count", answer.counts().output());
        }
        return response;
    }

    @Override
    public String error(Failure failure, String model) {
        String message = failure.message(usualMessage(failure.status(), model));
        return Json.object().put("error", message).toString();
    }

    private static String usualMessage(int status, String model) {
        return switch (status) {
            case 401 -> "unauthorized";
            case 404 -> "model '" + model + "' not found";
            case 503 -> "server busy, please try again.  maximum pending requests exceeded";
            default -> "the fake provider answers with status " + status;
        };
    }
}
