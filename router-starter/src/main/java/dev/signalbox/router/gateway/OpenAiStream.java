package dev.signalbox.router.gateway;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.output.FinishReason;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the chunks of a chat completion. The last one before the end marker has no choice and holds the usage. A stream
 * that broke ends with a chunk that says so twice, because some clients look for the error and others for the finish
 * reason.
 */
@RequiredArgsConstructor
final class OpenAiStream implements AnswerStream {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.UTF_8);

    private final EventSink sink;
    private final Answered.Terms terms;
    private final EventParser parser = new EventParser(this::passed);
    /** What says that the answer is over; it waits until the router agrees. */
    private final List<ObjectNode> endings = new ArrayList<>(1);

    private final Set<Integer> toolCalls = new HashSet<>();
    private @Nullable Deployment deployment;
    private @Nullable ObjectNode usage;
    private boolean begun;
    private boolean passing;

    @Override
    public void servedBy(Candidate candidate, boolean passes) {
        deployment = candidate.deployment();
        passing = passes;
        endings.clear(); // of one that broke after all
        usage = null;
    }

    @Override
    public void passed(byte[] bytes) {
        parser.accept(bytes);
    }

    /** Errors are told by the router, and its word on the end counts. */
    private void passed(ObjectNode chunk) {
        if (chunk.has("error")) {
            return;
        }
        if (chunk.get("usage") instanceof ObjectNode counted) {
            usage = counted;
        }
        chunk.remove("usage");
        if (chunk.path("system_fingerprint").isNull()) {
            chunk.remove("system_fingerprint"); // some clients refuse a chunk with nothing in it
        }
        JsonNode choices = chunk.path("choices");
        if (choices.isEmpty() && !begun && chunk.size() > 1 || !choices.isEmpty()) {
            name(chunk);
            begun = true;
            if (isEnding(choices)) {
                endings.add(chunk);
            } else {
                send(chunk);
            }
        }
    }

    private static boolean isEnding(JsonNode choices) {
        for (JsonNode choice : choices) {
            if (choice.path("finish_reason").isString()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void text(String piece) {
        delta(delta -> delta.put("content", piece));
    }

    @Override
    public void thinking(String piece) {
        delta(delta -> {
            delta.put("content", "");
            delta.put("reasoning", piece);
            ObjectNode detail = delta.putArray("reasoning_details").addObject();
            detail.put("type", "reasoning.text").put("text", piece).put("index", 0);
        });
    }

    @Override
    public void toolCall(PartialToolCall piece) {
        boolean first = toolCalls.add(piece.index());
        toolCall(piece.index(), first ? piece.id() : null, first ? piece.name() : null, piece.partialArguments());
    }

    @Override
    public void toolCall(CompleteToolCall call) {
        if (toolCalls.add(call.index())) {
            toolCall(
                    call.index(),
                    call.toolExecutionRequest().id(),
                    call.toolExecutionRequest().name(),
                    call.toolExecutionRequest().arguments());
        }
    }

    private void toolCall(int index, @Nullable String id, @Nullable String name, String arguments) {
        delta(delta -> {
            ObjectNode call = delta.putArray("tool_calls").addObject();
            call.put("index", index);
            if (name != null) {
                call.put("id", id).put("type", "function");
            }
            ObjectNode function = call.putObject("function");
            if (name != null) {
                function.put("name", name);
            }
            function.put("arguments", arguments);
        });
    }

    private void delta(Consumer<ObjectNode> content) {
        if (!passing) {
            ObjectNode delta = GatewayJson.object().put("role", "assistant");
            content.accept(delta);
            send(chunk(delta, null));
        }
    }

    private ObjectNode chunk(ObjectNode delta, @Nullable FinishReason reason) {
        begun = true;
        ObjectNode chunk = OpenAiSkin.head(terms, "chat.completion.chunk");
        name(chunk);
        ObjectNode choice = chunk.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("delta", delta);
        if (reason == null) {
            choice.putNull("finish_reason").putNull("native_finish_reason");
        } else {
            OpenAiSkin.finish(choice, reason);
        }
        choice.putNull("logprobs");
        return chunk;
    }

    private void name(ObjectNode chunk) {
        chunk.put("id", terms.id());
        if (deployment != null) {
            chunk.put("model", deployment.id()).put("provider", deployment.provider());
        }
    }

    private void send(ObjectNode chunk) {
        sink.send(null, GatewayJson.bytes(chunk));
    }

    @Override
    public void complete(ChatResponse response, RoutedCall call) {
        if (passing) {
            endings.forEach(this::send);
        }
        if (endings.isEmpty()) {
            FinishReason reason = response.finishReason();
            send(chunk(GatewayJson.object(), reason == null ? FinishReason.STOP : reason));
        }
        ObjectNode last = OpenAiSkin.head(terms, "chat.completion.chunk");
        name(last);
        last.putArray("choices");
        last.set("usage", used(call));
        if (terms.metadata()) {
            last.set(RoutingWriter.FIELD, GatewayJson.tree(RoutingWriter.write(call)));
        }
        send(last);
        sink.send(null, DONE);
    }

    private ObjectNode used(RoutedCall call) {
        ObjectNode counted = usage;
        if (counted == null) {
            return UsageWriter.write(call);
        }
        UsageWriter.addCost(counted, call);
        return counted;
    }

    @Override
    public void failed(GatewayError error) {
        ObjectNode last = OpenAiSkin.head(terms, "chat.completion.chunk");
        name(last);
        if (deployment == null) {
            last.put("model", ModelChoice.AUTO);
        }
        last.set("error", GatewayJson.tree(OpenAiSkin.told(error)));
        ObjectNode choice = last.putArray("choices").addObject();
        choice.put("index", 0);
        choice.putObject("delta").put("role", "assistant").put("content", "");
        choice.put("finish_reason", "error").put("native_finish_reason", "error");
        choice.putNull("logprobs");
        send(last);
        sink.send(null, DONE);
    }
}
