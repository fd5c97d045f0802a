package dev.signalbox.test.provider;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One block of the content of an Anthropic message.
 *
 * @param whole the block at once
 * @param start the block as a stream begins it
 * @param startIsChunk whether the beginning is a piece of the content
 * @param deltas what a stream adds, piece by piece
 * @param last what a stream adds behind the last piece; null is nothing
 */
record AnthropicBlock(
        ObjectNode whole,
        ObjectNode start,
        boolean startIsChunk,
        List<ObjectNode> deltas,
        @Nullable ObjectNode last) {

    static AnthropicBlock thinking(String text, @Nullable String signature) {
        String signed = signature == null ? "" : signature;
        return new AnthropicBlock(
                block("thinking").put("thinking", text).put("signature", signed),
                block("thinking").put("thinking", "").put("signature", ""),
                false,
                deltas(text, word -> block("thinking_delta").put("thinking", word)),
                signature == null ? null : block("signature_delta").put("signature", signature));
    }

    static AnthropicBlock text(String text) {
        return new AnthropicBlock(
                block("text").put("text", text),
                block("text").put("text", ""),
                false,
                deltas(text, word -> block("text_delta").put("text", word)),
                null);
    }

    static AnthropicBlock toolUse(String id, Content.ToolCall call) {
        ObjectNode whole = block("tool_use").put("id", id).put("name", call.name());
        ObjectNode start = whole.deepCopy();
        start.putObject("input");
        whole.putRawValue("input", Json.raw(call.arguments()));
        List<ObjectNode> deltas =
                deltas(call.arguments(), word -> block("input_json_delta").put("partial_json", word));
        return new AnthropicBlock(whole, start, true, deltas, null);
    }

    private static List<ObjectNode> deltas(String text, Function<String, ObjectNode> delta) {
        return Answer.words(text).stream().map(delta).toList();
    }

    private static ObjectNode block(String type) {
        return Json.object().put("type", type);
    }
}
