package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A message as the answer to one request, with all that both formats tell about it. */
record Answer(
        ReceivedRequest request,
        String model,
        Message message,
        @Nullable String finishReason,
        @Nullable ObjectNode usage) {

    static final String DEFAULT_MODEL = "fake-model";

    /** Behind white space, and between a comma or colon and the JSON string, object or array that follows. */
    private static final Pattern WORD_ENDS = Pattern.compile("(?<=\\s)(?=\\S)|(?<=[,:])(?=[\"{\\[])");

    static Answer of(Message message, FakeReply reply, ReceivedRequest request) {
        Frame frame = reply.frame();
        Tokens tokens = reply.tokens();
        boolean reported = frame.finished() && tokens.reported() && request.wantsUsage();
        return new Answer(
                request,
                frame.model() != null ? frame.model() : defaultModel(request),
                message,
                frame.finished() ? finishReason(frame, message) : null,
                reported ? tokens.json(request.characters(), message.characters()) : null);
    }

    /** The fields every object of this answer begins with. */
    ObjectNode envelope(String object) {
        return Json.object()
                .put("id", "chatcmpl-" + request.number())
                .put("object", object)
                .put("created", request.time().getEpochSecond())
                .put("model", model);
    }

    /** Adds a tool call, with all or none of its arguments. */
    ObjectNode addToolCall(ArrayNode toolCalls, int index, String arguments) {
        ObjectNode call = toolCalls.addObject();
        call.put("id", "call_" + request.number() + "_" + index).put("type", "function");
        call.putObject("function")
                .put("name", message.toolCalls().get(index).name())
                .put("arguments", arguments);
        return call;
    }

    /** The content of the message in the pieces in which it is streamed. */
    List<ObjectNode> deltas() {
        List<ObjectNode> deltas = new ArrayList<>();
        for (String word : words(message.text())) {
            deltas.add(Json.object().put("content", word));
        }
        for (int index = 0; index < message.toolCalls().size(); index++) {
            addDeltas(deltas, index, message.toolCalls().get(index).arguments());
        }
        return deltas;
    }

    private void addDeltas(List<ObjectNode> deltas, int index, String arguments) {
        ObjectNode opening = Json.object();
        addToolCall(opening.putArray("tool_calls"), index, "").put("index", index);
        deltas.add(opening);
        for (String word : words(arguments)) {
            ObjectNode delta = Json.object();
            ObjectNode piece = delta.putArray("tool_calls").addObject().put("index", index);
            piece.putObject("function").put("arguments", word);
            deltas.add(delta);
        }
    }

    private static List<String> words(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(WORD_ENDS.split(text));
    }

    private static String defaultModel(ReceivedRequest request) {
        return request.model().isEmpty() ? DEFAULT_MODEL : request.model();
    }

    private static String finishReason(Frame frame, Message message) {
        if (frame.finishReason() != null) {
            return frame.finishReason();
        }
        return message.toolCalls().isEmpty() ? "stop" : "tool_calls";
    }
}
