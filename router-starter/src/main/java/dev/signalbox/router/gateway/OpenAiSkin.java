package dev.signalbox.router.gateway;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.FinishReason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's chat completions with what OpenRouter adds to them.
 *
 * @see <a href="https://openrouter.ai/docs/api-reference/overview">OpenRouter, overview of the API</a>
 */
final class OpenAiSkin implements Skin {

    @Override
    public ChatCall read(ObjectNode body, Asker asker) {
        return new OpenAiReader(body, asker).read();
    }

    @Override
    public byte[] answer(Answered answered) {
        ObjectNode passed = answered.passed() == null ? null : GatewayJson.object(answered.passed());
        ObjectNode answer = passed == null ? translated(answered) : spliced(passed, answered);
        if (answered.terms().metadata()) {
            answer.set(RoutingWriter.FIELD, GatewayJson.tree(RoutingWriter.write(answered.call())));
        }
        return GatewayJson.bytes(answer);
    }

    /** The provider's own answer: only what names it, and what it used, is ours. */
    private static ObjectNode spliced(ObjectNode passed, Answered answered) {
        passed.put("id", answered.terms().id());
        passed.put("model", answered.deployment().id());
        passed.put("provider", answered.deployment().provider());
        if (!passed.has("system_fingerprint")) {
            passed.putNull("system_fingerprint"); // some clients refuse an answer without
        }
        if (passed.get("usage") instanceof ObjectNode usage) {
            UsageWriter.addCost(usage, answered.call());
        } else {
            passed.set("usage", UsageWriter.write(answered.call()));
        }
        return passed;
    }

    private static ObjectNode translated(Answered answered) {
        ObjectNode answer = head(answered.terms(), "chat.completion");
        answer.put("model", answered.deployment().id());
        answer.put("provider", answered.deployment().provider());
        answer.putNull("system_fingerprint");
        ObjectNode choice = answer.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("message", message(answered.response().aiMessage()));
        finish(choice, answered.response().finishReason());
        choice.putNull("logprobs");
        answer.set("usage", UsageWriter.write(answered.call()));
        return answer;
    }

    static ObjectNode head(Answered.Terms terms, String object) {
        return GatewayJson.object().put("id", terms.id()).put("object", object).put("created", terms.created());
    }

    static void finish(ObjectNode choice, @Nullable FinishReason reason) {
        String words = reason == null ? "stop" : finishReason(reason);
        choice.put("finish_reason", words);
        choice.put("native_finish_reason", words);
    }

    private static String finishReason(FinishReason reason) {
        return switch (reason) {
            case LENGTH -> "length";
            case TOOL_EXECUTION -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
            case STOP, OTHER -> "stop";
        };
    }

    private static ObjectNode message(AiMessage said) {
        ObjectNode message = GatewayJson.object().put("role", "assistant");
        message.put("content", said.text());
        message.putNull("refusal");
        if (said.thinking() != null) {
            message.put("reasoning", said.thinking());
            message.putArray("reasoning_details").add(reasoning(said.thinking(), said.attributes()));
        }
        if (said.hasToolExecutionRequests()) {
            ArrayNode calls = message.putArray("tool_calls");
            said.toolExecutionRequests().forEach(call -> {
                ObjectNode told = calls.addObject();
                told.put("index", calls.size() - 1).put("id", call.id()).put("type", "function");
                told.putObject("function").put("name", call.name()).put("arguments", call.arguments());
            });
        }
        return message;
    }

    /** Sent back with the next turn, the signature lets a provider trust its own thinking. */
    private static JsonNode reasoning(String thinking, Map<String, Object> attributes) {
        ObjectNode detail = GatewayJson.object();
        detail.put("type", "reasoning.text").put("text", thinking);
        if (attributes.get(OpenAiMessages.SIGNATURE) instanceof String signature) {
            detail.put("signature", signature);
        }
        return detail.put("index", 0);
    }

    @Override
    public AnswerStream stream(EventSink sink, Answered.Terms terms) {
        return new OpenAiStream(sink, terms);
    }

    @Override
    public byte[] error(GatewayError error) {
        return GatewayJson.bytes(Map.of("error", told(error)));
    }

    static Map<String, Object> told(GatewayError error) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("error_type", error.type().key());
        metadata.putAll(error.metadata());
        if (error.retryAfterSeconds() != null) {
            metadata.put("retry_after", Long.parseLong(error.retryAfterSeconds()));
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("code", error.type().status());
        told.put("message", error.message());
        told.put("metadata", metadata);
        return told;
    }
}
