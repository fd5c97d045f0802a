package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Message;
import dev.signalbox.test.provider.Content.Raw;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer that is not streamed: one {@code chat.completion} object. */
final class PlainBody {

    private PlainBody() {}

    static Raw of(Answer answer, Fault fault) {
        ObjectNode json = fault.is(Fault.Kind.ERROR) ? ErrorEnvelope.inBand(fault.message()) : completion(answer);
        return new Raw(200, json.toString());
    }

    private static ObjectNode completion(Answer answer) {
        ObjectNode completion = answer.envelope("chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        putMessage(choice.putObject("message"), answer);
        choice.put("finish_reason", answer.finishReason());
        if (answer.usage() != null) {
            completion.set("usage", answer.usage());
        }
        return completion;
    }

    private static void putMessage(ObjectNode json, Answer answer) {
        Message message = answer.message();
        json.put("role", "assistant").put("content", message.text());
        if (!message.toolCalls().isEmpty()) {
            ArrayNode toolCalls = json.putArray("tool_calls");
            for (int index = 0; index < message.toolCalls().size(); index++) {
                answer.addToolCall(
                        toolCalls, index, message.toolCalls().get(index).arguments());
            }
        }
    }
}
