package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Failure;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's Messages: content blocks, input tokens apart from those of the cache, named events. */
final class AnthropicDialect implements WireDialect {

    static final Map<String, String> STOP_REASONS =
            Map.of("stop", "end_turn", "length", "max_tokens", "tool_calls", "tool_use", "content_filter", "refusal");

    private static final String MODELS = """
            {"data":[{"type":"model","id":"%s","display_name":"Fake","created_at":"1970-01-01T00:00:00Z"}],\
            "has_more":false}""";

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public String basePath() {
        return "/v1";
    }

    /** The list of models has OpenAI's path; the header that Anthropic demands tells them apart. */
    @Override
    public boolean speaks(HttpRequestReader.Parsed request) {
        return request.path().startsWith("/v1/messages") || request.header("anthropic-version") != null;
    }

    @Override
    public boolean chats(HttpRequestReader.Parsed request) {
        return request.path().equals("/v1/messages");
    }

    /** Anthropic has none. */
    @Override
    public boolean embeds(HttpRequestReader.Parsed request) {
        return false;
    }

    @Override
    public List<String> texts(JsonNode body) {
        return List.of();
    }

    @Override
    public @Nullable Integer dimensions(JsonNode body) {
        return null;
    }

    @Override
    public String vectors(Answer answer, List<float[]> vectors) {
        throw new IllegalStateException("Anthropic has no embeddings");
    }

    @Override
    public @Nullable String models(String path) {
        return path.equals("/v1/models") ? MODELS.formatted(Answer.DEFAULT_MODEL) : null;
    }

    @Override
    public boolean brings(HttpRequestReader.Parsed request, String key) {
        return key.equals(request.header("x-api-key"));
    }

    @Override
    public List<Said> said(JsonNode body) {
        Stream<Said> system = Stream.of(new Said(false, CompletionsDialect.textOf(body.path("system"))));
        Stream<Said> messages = body.path("messages")
                .valueStream()
                .map(message -> new Said(isUsers(message), CompletionsDialect.textOf(message.path("content"))));
        return Stream.concat(system, messages).toList();
    }

    /** Results of tools come in the user's name, too. */
    private static boolean isUsers(JsonNode message) {
        boolean onlyResults = !message.path("content").isEmpty()
                && message.path("content")
                        .valueStream()
                        .allMatch(block -> block.path("type").asString("").equals("tool_result"));
        return message.path("role").asString("").equals("user") && !onlyResults;
    }

    @Override
    public String plain(Answer answer) {
        ObjectNode message = AnthropicStream.message(answer);
        AnthropicStream.blocks(answer)
                .forEach(block -> message.withArray("content").add(block.whole()));
        message.put("stop_reason", answer.finishReason(STOP_REASONS));
        message.putNull("stop_sequence");
        TokenCounts counts = answer.counts();
        if (counts != null && answer.finished()) {
            message.set("usage", AnthropicStream.usage(counts, counts.output()));
        }
        return message.toString();
    }

    @Override
    public WireStream stream(Answer answer) {
        return AnthropicStream.of(answer);
    }

    @Override
    public String errorEvent(String error) {
        return "event: error\n" + event(error);
    }

    @Override
    public String error(Failure failure, String model) {
        ObjectNode envelope = Json.object().put("type", "error");
        envelope.putObject("error")
                .put("type", failure.code(typeOf(failure.status())))
                .put("message", failure.message(usualMessage(failure.status(), model)));
        return envelope.toString();
    }

    private static String typeOf(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }

    private static String usualMessage(int status, String model) {
        return switch (status) {
            case 401 -> "invalid x-api-key";
            case 404 -> "model: " + model;
            case 429 -> "This request would exceed your organization's rate limit.";
            case 529 -> "Overloaded";
            default -> "The fake provider answers with status " + status + ".";
        };
    }
}
