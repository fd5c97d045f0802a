package dev.signalbox.test.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An answer as OpenAI streams it: the role, a chunk for each piece, the finish reason, the usage if asked for. */
final class OpenAiStream {

    static final String DONE = "[DONE]";

    private final WireStream.Builder stream = new WireStream.Builder();

    private final CompletionsDialect dialect;

    private final Answer answer;

    private OpenAiStream(CompletionsDialect dialect, Answer answer) {
        this.dialect = dialect;
        this.answer = answer;
    }

    static WireStream of(CompletionsDialect dialect, Answer answer) {
        return new OpenAiStream(dialect, answer).build();
    }

    private WireStream build() {
        stream.add(chunk(Json.object().put("role", "assistant").put("content", ""), null));
        answer.thinkingWords().forEach(word -> addChunk(Json.object().put("reasoning_content", word)));
        answer.textWords().forEach(word -> addChunk(Json.object().put("content", word)));
        for (int index = 0; index < answer.message().toolCalls().size(); index++) {
            addToolCall(index, answer.message().toolCalls().get(index).arguments());
        }
        if (answer.finished()) {
            stream.add(chunk(Json.object(), answer.finishReason()));
            stream.add(usage()).add(dialect.event(DONE));
        }
        return stream.build();
    }

    private void addToolCall(int index, String arguments) {
        ObjectNode opening = Json.object();
        dialect.addToolCall(opening.putArray("tool_calls"), answer, index, "").put("index", index);
        addChunk(opening);
        for (String word : Answer.words(arguments)) {
            ObjectNode delta = Json.object();
            ObjectNode piece = delta.putArray("tool_calls").addObject().put("index", index);
            piece.putObject("function").put("arguments", word);
            addChunk(delta);
        }
    }

    private void addChunk(ObjectNode delta) {
        stream.addChunk(chunk(delta, null));
    }

    private String chunk(ObjectNode delta, @Nullable String finishReason) {
        return dialect.event(dialect.chunk(answer, delta, finishReason).toString());
    }

    private String usage() {
        if (answer.counts() == null || !wantsUsage()) {
            return "";
        }
        ObjectNode chunk = dialect.envelope(answer, "chat.completion.chunk");
        chunk.putArray("choices");
        chunk.set("usage", dialect.usage(answer.counts()));
        return dialect.event(chunk.toString());
    }

    private boolean wantsUsage() {
        return answer.request()
                .json()
                .path("stream_options")
                .path("include_usage")
                .asBoolean(false);
    }
}
