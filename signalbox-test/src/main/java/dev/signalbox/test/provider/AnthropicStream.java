package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Message;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** An answer as Anthropic streams it, block by block. */
final class AnthropicStream {

    private final WireStream.Builder stream = new WireStream.Builder();

    private final Answer answer;

    private AnthropicStream(Answer answer) {
        this.answer = answer;
    }

    static WireStream of(Answer answer) {
        return new AnthropicStream(answer).build();
    }

    /** A message without content, end and usage. */
    static ObjectNode message(Answer answer) {
        ObjectNode message = Json.object()
                .put("id", "msg_" + answer.request().number())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", answer.model());
        message.putArray("content");
        return message;
    }

    static List<AnthropicBlock> blocks(Answer answer) {
        Message message = answer.message();
        List<AnthropicBlock> blocks = new ArrayList<>();
        if (message.thinking() != null) {
            blocks.add(AnthropicBlock.thinking(message.thinking().text(), answer.signature()));
        }
        if (message.text() != null && !message.text().isEmpty()) {
            blocks.add(AnthropicBlock.text(message.text()));
        }
        for (int index = 0; index < message.toolCalls().size(); index++) {
            String id = "toolu_" + answer.request().number() + "_" + index;
            blocks.add(AnthropicBlock.toolUse(id, message.toolCalls().get(index)));
        }
        return blocks;
    }

    static ObjectNode usage(TokenCounts counts, int output) {
        return Json.object()
                .put("input_tokens", counts.plainInput())
                .put("cache_creation_input_tokens", counts.cacheWrites())
                .put("cache_read_input_tokens", counts.cached())
                .put("output_tokens", output);
    }

    private WireStream build() {
        stream.add(messageStart()).add(event("ping", Json.object()));
        List<AnthropicBlock> blocks = blocks(answer);
        for (int index = 0; index < blocks.size(); index++) {
            add(blocks.get(index), index);
        }
        if (answer.finished()) {
            stream.add(messageDelta()).add(event("message_stop", Json.object()));
        }
        return stream.build();
    }

    /** The input is known from the start, the output only at the end. */
    private String messageStart() {
        ObjectNode message = message(answer).putNull("stop_reason").putNull("stop_sequence");
        if (answer.counts() != null) {
            message.set("usage", usage(answer.counts(), 1));
        }
        return event("message_start", Json.object().set("message", message));
    }

    private void add(AnthropicBlock block, int index) {
        String start = event("content_block_start", at(index).set("content_block", block.start()));
        if (block.startIsChunk()) {
            stream.addChunk(start);
        } else {
            stream.add(start);
        }
        block.deltas().forEach(delta -> stream.addChunk(delta(index, delta)));
        if (block.last() != null) {
            stream.add(delta(index, block.last()));
        }
        stream.add(event("content_block_stop", at(index)));
    }

    private String messageDelta() {
        ObjectNode fields = Json.object();
        fields.putObject("delta")
                .put("stop_reason", answer.finishReason(AnthropicDialect.STOP_REASONS))
                .putNull("stop_sequence");
        if (answer.counts() != null) {
            fields.putObject("usage").put("output_tokens", answer.counts().output());
        }
        return event("message_delta", fields);
    }

    private static String delta(int index, ObjectNode delta) {
        return event("content_block_delta", at(index).set("delta", delta));
    }

    private static ObjectNode at(int index) {
        return Json.object().put("index", index);
    }

    private static String event(String type, ObjectNode fields) {
        ObjectNode data = Json.object().put("type", type).setAll(fields);
        return "event: " + type + "\ndata: " + data + "\n\n";
    }
}
