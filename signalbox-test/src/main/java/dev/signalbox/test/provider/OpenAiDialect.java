package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Failure;
import dev.signalbox.test.provider.Content.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's own chat completions, with the thinking where DeepSeek and those who followed put it. */
final class OpenAiDialect extends CompletionsDialect {

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public String basePath() {
        return "/v1";
    }

    @Override
    public boolean speaks(HttpRequestReader.Parsed request) {
        return true;
    }

    @Override
    public Failure unknown(String call) {
        return Failure.of(404, "unknown_url", "Unknown request URL: " + call + ".");
    }

    @Override
    void putContent(ObjectNode json, Message message) {
        putText(json, message);
    }

    static void putText(ObjectNode json, Message message) {
        json.put("content", message.text());
        if (message.thinking() != null) {
            json.put("reasoning_content", message.thinking().text());
        }
    }

    @Override
    ObjectNode usage(TokenCounts counts) {
        return detailedUsage(counts);
    }

    static ObjectNode detailedUsage(TokenCounts counts) {
        ObjectNode usage = Json.object()
                .put("prompt_tokens", counts.input())
                .put("completion_tokens", counts.output())
                .put("total_tokens", counts.input() + counts.output());
        usage.putObject("prompt_tokens_details").put("cached_tokens", counts.cached());
        usage.putObject("completion_tokens_details").put("reasoning_tokens", counts.reasoning());
        return usage;
    }

    @Override
    String toolCallId(Answer answer, int index) {
        return "call_" + answer.request().number() + "_" + index;
    }

    @Override
    public WireStream stream(Answer answer) {
        return OpenAiStream.of(this, answer);
    }

    @Override
    public String errorEvent(String error) {
        return event(error) + event(OpenAiStream.DONE);
    }

    @Override
    public String error(Failure failure, String model) {
        ObjectNode envelope = Json.object();
        envelope.putObject("error")
                .put("message", failure.message(usualMessage(failure.status())))
                .put("type", typeOf(failure.status()))
                .putNull("param")
                .put(
                        "code",
                        failure.code() == null && (failure.message() == null || failure.status() == 429)
                                ? usualCode(failure)
                                : failure.code());
        return envelope.toString();
    }

    private static String typeOf(int status) {
        if (status == 429) {
            return "requests";
        }
        return status >= 500 ? "server_error" : "invalid_request_error";
    }

    private static @Nullable String usualCode(Failure failure) {
        return switch (failure.status()) {
            case 401 -> "invalid_api_key";
            case 404 -> "model_not_found";
            case 429 -> "rate_limit_exceeded";
            default -> null;
        };
    }

    private static String usualMessage(int status) {
        return switch (status) {
            case 401 -> "Incorrect API key provided.";
            case 404 -> "The model does not exist or you do not have access to it.";
            case 429 -> "Rate limit reached.";
            case 503 -> "The server is overloaded. Please try again later.";
            default -> "The fake provider answers with status " + status + ".";
        };
    }
}
