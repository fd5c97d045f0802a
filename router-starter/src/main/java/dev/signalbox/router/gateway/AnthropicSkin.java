package dev.signalbox.router.gateway;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.usage.Usage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic's messages with what OpenRouter adds to them.
 *
 * @see <a href="https://docs.claude.com/en/api/messages">Anthropic, messages</a>
 */
final class AnthropicSkin implements Skin {

    @Override
    public ChatCall read(ObjectNode body, Asker asker) {
        return new AnthropicReader(body, asker).read();
    }

    @Override
    public byte[] answer(Answered answered) {
        ObjectNode passed = answered.passed() == null ? null : GatewayJson.object(answered.passed());
        ObjectNode answer = passed == null ? translated(answered) : passed;
        name(answer, answered.terms(), answered.deployment());
        count(answer, answered.call());
        if (answered.terms().metadata()) {
            answer.set(RoutingWriter.FIELD, GatewayJson.tree(RoutingWriter.write(answered.call())));
        }
        return GatewayJson.bytes(answer);
    }

    private static ObjectNode translated(Answered answered) {
        ObjectNode answer = empty();
        content(answer.putArray("content"), answered.response().aiMessage(), answered.terms());
        answer.put("stop_reason", stopReason(answered.response()));
        return answer;
    }

    /** An answer that says nothing yet. */
    static ObjectNode empty() {
        ObjectNode answer = GatewayJson.object();
        answer.put("id", "").put("type", "message").put("role", "assistant");
        answer.put("model", "");
        answer.putArray("content");
        return answer.putNull("stop_reason").putNull("stop_sequence");
    }

    static void name(ObjectNode answer, Answered.Terms terms, @Nullable Deployment deployment) {
        answer.put("id", terms.id());
        if (deployment != null) {
            answer.put("model", deployment.id()).put("provider", deployment.provider());
        }
    }

    private static void content(ArrayNode content, AiMessage said, Answered.Terms terms) {
        if (said.thinking() != null) {
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", said.thinking())
                    .put("signature", signature(said));
        }
        if (said.attributes().get(AnthropicTurn.REDACTED) instanceof List<?> redacted) {
            redacted.forEach(
                    data -> content.addObject().put("type", "redacted_thinking").put("data", String.valueOf(data)));
        }
        if (said.text() != null && !said.text().isEmpty()) {
            content.addObject().put("type", "text").put("text", said.text());
        }
        List<ToolExecutionRequest> calls = said.toolExecutionRequests();
        for (int index = 0; index < calls.size(); index++) {
            ToolExecutionRequest call = calls.get(index);
            ObjectNode input =
                    GatewayJson.object(String.valueOf(call.arguments()).getBytes(StandardCharsets.UTF_8));
            toolUse(content.addObject(), toolId(call.id(), terms, index), call.name())
                    .set("input", input == null ? GatewayJson.object() : input);
        }
    }

    static String signature(AiMessage said) {
        return said.attributes().get(OpenAiMessages.SIGNATURE) instanceof String signature ? signature : "";
    }

    static ObjectNode toolUse(ObjectNode block, String id, String name) {
        return block.put("type", "tool_use").put("id", id).put("name", name);
    }

    /** Some providers name no calls, and clients need names to answer them. */
    static String toolId(@Nullable String id, Answered.Terms terms, int index) {
        return id == null || id.isBlank() ? "toolu_" + terms.id() + "_" + index : id;
    }

    static String stopReason(ChatResponse response) {
        FinishReason reason = response.finishReason();
        if (reason == FinishReason.LENGTH) {
            return "max_tokens";
        } else if (reason == FinishReason.CONTENT_FILTER) {
            return "refusal";
        }
        return response.aiMessage().hasToolExecutionRequests() ? "tool_use" : "end_turn";
    }

    /** The provider's own count, if there is one, and the cost. */
    static void count(ObjectNode answer, RoutedCall call) {
        ObjectNode usage = answer.get("usage") instanceof ObjectNode counted ? counted : usage(Answered.usage(call));
        UsageWriter.addCost(usage, call);
        answer.set("usage", usage);
    }

    /** Anthropic does not count as input what its cache keeps or takes up. */
    static ObjectNode usage(Usage tokens) {
        return GatewayJson.object()
                .put("input_tokens", Math.max(0, tokens.input() - tokens.cachedInput() - tokens.cacheWrite()))
                .put("cache_creation_input_tokens", tokens.cacheWrite())
                .put("cache_read_input_tokens", tokens.cachedInput())
                .put("output_tokens", tokens.output());
    }

    @Override
    public AnswerStream stream(EventSink sink, Answered.Terms terms) {
        return new AnthropicStream(sink, terms);
    }

    @Override
    public byte[] error(GatewayError error) {
        Map<String, Object> told = new LinkedHashMap<>(error.metadata());
        told.put("type", error.type().anthropicKey());
        told.put("message", error.message());
        told.put("error_type", error.type().key());
        if (error.retryAfterSeconds() != null) {
            told.put("retry_after", Long.parseLong(error.retryAfterSeconds()));
        }
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("type", "error");
        envelope.put("error", told);
        return GatewayJson.bytes(envelope);
    }
}
