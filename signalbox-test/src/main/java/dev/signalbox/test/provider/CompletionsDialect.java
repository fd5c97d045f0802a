package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Message;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions, which OpenAI began and others took over, each with a path, a key and errors of its own. */
abstract sealed class CompletionsDialect implements WireDialect permits OpenAiDialect, MistralDialect, AzureDialect {

    private static final String MODELS = """
            {"object":"list","data":[{"id":"%s","object":"model","created":0,"owned_by":"signalbox"}]}""";

    @Override
    public boolean chats(HttpRequestReader.Parsed request) {
        return request.path().equals(basePath() + "/chat/completions");
    }

    @Override
    public boolean embeds(HttpRequestReader.Parsed request) {
        return request.path().equals(basePath() + "/embeddings");
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
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        for (float[] vector : vectors) {
            ObjectNode each = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            each.set("embedding", Json.numbers(vector));
        }
        list.put("model", answer.model());
        if (answer.counts() != null) {
            list.putObject("usage")
                    .put("prompt_tokens", answer.counts().input())
                    .put("total_tokens", answer.counts().input());
        }
        return list.toString();
    }

    @Override
    public @Nullable String models(String path) {
        return path.equals(basePath() + "/models") ? MODELS.formatted(Answer.DEFAULT_MODEL) : null;
    }

    @Override
    public boolean brings(HttpRequestReader.Parsed request, String key) {
        return WireDialect.bearer(request, key);
    }

    @Override
    public List<Said> said(JsonNode body) {
        return body.path("messages")
                .valueStream()
                .map(message ->
                        new Said(message.path("role").asString("").equals("user"), textOf(message.path("content"))))
                .toList();
    }

    /** A string, or the text parts of an array. */
    static String textOf(JsonNode content) {
        return content.isArray()
                ? content.valueStream()
                        .map(part -> part.path("text").asString(""))
                        .collect(Collectors.joining())
                : content.asString("");
    }

    @Override
    public String plain(Answer answer) {
        ObjectNode completion = envelope(answer, "chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        ObjectNode json = choice.putObject("message").put("role", "assistant");
        putContent(json, answer.message());
        putToolCalls(json, answer);
        choice.put("finish_reason", answer.finishReason());
        if (answer.finished() && answer.counts() != null) {
            completion.set("usage", usage(answer.counts()));
        }
        return completion.toString();
    }

    /** Puts text and thinking. */
    abstract void putContent(ObjectNode json, Message message);

    abstract ObjectNode usage(TokenCounts counts);

    abstract String toolCallId(Answer answer, int index);

    /** Puts all tool calls, whole. */
    final void putToolCalls(ObjectNode json, Answer answer) {
        List<Content.ToolCall> calls = answer.message().toolCalls();
        if (!calls.isEmpty()) {
            ArrayNode toolCalls = json.putArray("tool_calls");
            for (int index = 0; index < calls.size(); index++) {
                addToolCall(toolCalls, answer, index, calls.get(index).arguments());
            }
        }
    }

    /** Adds a tool call, with all or none of its arguments. */
    final ObjectNode addToolCall(ArrayNode toolCalls, Answer answer, int index, String arguments) {
        ObjectNode call = toolCalls.addObject();
        call.put("id", toolCallId(answer, index)).put("type", "function");
        call.putObject("function")
                .put("name", answer.message().toolCalls().get(index).name())
                .put("arguments", arguments);
        return call;
    }

    /** The fields every object of an answer begins with. */
    final ObjectNode envelope(Answer answer, String object) {
        return Json.object()
                .put("id", "chatcmpl-" + answer.request().number())
                .put("object", object)
                .put("created", answer.request().time().getEpochSecond())
                .put("model", answer.model());
    }

    /** A chunk of a stream with this choice. */
    final ObjectNode chunk(Answer answer, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = envelope(answer, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return chunk;
    }
}
