package dev.signalbox.test.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An answer that is streamed: server-sent events, each with a {@code chat.completion.chunk} object. */
final class EventStream {

    private static final String DONE = event("[DONE]");

    private final Answer answer;

    private final Fault fault;

    private final List<String> content;

    EventStream(Answer answer, Fault fault) {
        this.answer = answer;
        this.fault = fault;
        this.content = events(answer.deltas());
    }

    static String event(String data) {
        return "data: " + data + "\n\n";
    }

    /** One entry a chunk; the role goes out with the first one. */
    List<String> content() {
        return fault.is(Fault.Kind.ERROR) ? content.subList(0, Math.min(fault.after(), content.size())) : content;
    }

    /** What follows the content; empty where the stream just ends. */
    String ending() {
        if (fault.is(Fault.Kind.ERROR)) {
            return event(ErrorEnvelope.inBand(fault.message()).toString()) + DONE;
        }
        String opening = content.isEmpty() ? opening() : "";
        if (answer.finishReason() == null) {
            return opening;
        }
        return opening + choice(Json.object(), answer.finishReason()) + usage() + DONE;
    }

    private List<String> events(List<ObjectNode> deltas) {
        List<String> events = new ArrayList<>();
        for (ObjectNode delta : deltas) {
            events.add((events.isEmpty() ? opening() : "") + choice(delta, null));
        }
        return events;
    }

    private String opening() {
        return choice(Json.object().put("role", "assistant").put("content", ""), null);
    }

    private String choice(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = answer.envelope("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return event(chunk.toString());
    }

    private String usage() {
        if (answer.usage() == null) {
            return "";
        }
        ObjectNode chunk = answer.envelope("chat.completion.chunk");
        chunk.putArray("choices");
        chunk.set("usage", answer.usage());
        return event(chunk.toString());
    }
}
