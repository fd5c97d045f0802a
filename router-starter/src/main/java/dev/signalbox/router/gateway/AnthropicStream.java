package dev.signalbox.router.gateway;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.usage.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the events of a message. The last but one holds the usage. A stream that broke ends with an event that says so, and
 * without the two that end an answer.
 */
@RequiredArgsConstructor
final class AnthropicStream implements AnswerStream {

    private static final String DELTA = "message_delta";
    private static final String STOP = "message_stop";

    private final EventSink sink;
    private final Answered.Terms terms;
    private final EventParser parser = new EventParser(this::passed);
    private final AnthropicBlocks blocks = new AnthropicBlocks(this::send);
    /** What says that the answer is over; it waits until the router agrees. */
    private final List<ObjectNode> endings = new ArrayList<>(2);

    private final Set<Integer> toolCalls = new HashSet<>();
    private @Nullable Deployment deployment;
    private boolean begun;
    private boolean passing;

    @Override
    public void servedBy(Candidate candidate, boolean passes) {
        deployment = candidate.deployment();
        passing = passes;
        endings.clear();
    }

    @Override
    public void passed(byte[] bytes) {
        parser.accept(bytes);
    }

    /** Errors are told by the router, and its word on the end counts. */
    private void passed(ObjectNode event) {
        String type = type(event);
        switch (type) {
            case "error" -> {}
            case DELTA, STOP -> endings.add(event);
            case "message_start" -> {
                if (event.get("message") instanceof ObjectNode message) {
                    AnthropicSkin.name(message, terms, deployment);
                }
                begun = true;
                send(event);
            }
            case "ping" -> send(event);
            default -> {
                begin();
                blocks.follow(type, event);
                send(event);
            }
        }
    }

    private static String type(ObjectNode event) {
        return event.path("type").asString("");
    }

    private void send(ObjectNode event) {
        String type = type(event);
        sink.send(type.isEmpty() ? null : type, GatewayJson.bytes(event));
    }

    @Override
    public void text(String piece) {
        if (isOurs(piece)) {
            blocks.open("text", block("text").put("text", ""));
            blocks.add("text_delta", "text", piece);
        }
    }

    @Override
    public void thinking(String piece) {
        if (isOurs(piece)) {
            blocks.open("thinking", block("thinking").put("thinking", "").put("signature", ""));
            blocks.add("thinking_delta", "thinking", piece);
        }
    }

    /** Whether there is something to be said that the provider does not say itself. */
    private boolean isOurs(String piece) {
        if (passing || piece.isEmpty()) {
            return false;
        }
        begin();
        return true;
    }

    private static ObjectNode block(String type) {
        return GatewayJson.object().put("type", type);
    }

    @Override
    public void toolCall(PartialToolCall piece) {
        if (!passing) {
            open(piece.index(), piece.id(), piece.name());
            if (!piece.partialArguments().isEmpty()) {
                blocks.add("input_json_delta", "partial_json", piece.partialArguments());
            }
        }
    }

    @Override
    public void toolCall(CompleteToolCall call) {
        if (passing) {
            return;
        }
        if (!toolCalls.contains(call.index())) {
            open(
                    call.index(),
                    call.toolExecutionRequest().id(),
                    call.toolExecutionRequest().name());
            blocks.add(
                    "input_json_delta",
                    "partial_json",
                    call.toolExecutionRequest().arguments());
        }
        blocks.close();
    }

    private void open(int index, @Nullable String id, String name) {
        begin();
        toolCalls.add(index);
        ObjectNode block = AnthropicSkin.toolUse(GatewayJson.object(), AnthropicSkin.toolId(id, terms, index), name);
        block.putObject("input");
        blocks.open("tool_use " + index, block);
    }

    /** How much was said is known at the end. */
    private void begin() {
        if (!begun) {
            begun = true;
            ObjectNode message = AnthropicSkin.empty();
            AnthropicSkin.name(message, terms, deployment);
            message.set("usage", AnthropicSkin.usage(Usage.NONE));
            ObjectNode event = GatewayJson.object().put("type", "message_start");
            event.set("message", message);
            send(event);
        }
    }

    @Override
    public void complete(ChatResponse response, RoutedCall call) {
        begin();
        String signature = AnthropicSkin.signature(response.aiMessage());
        if (!passing && blocks.isOpen("thinking") && !signature.isEmpty()) {
            blocks.add("signature_delta", "signature", signature);
        }
        blocks.close();
        if (endings.stream().noneMatch(event -> type(event).equals(DELTA))) {
            ObjectNode delta = GatewayJson.object().put("type", DELTA);
            delta.putObject("delta")
                    .put("stop_reason", AnthropicSkin.stopReason(response))
                    .putNull("stop_sequence");
            endings.add(0, delta);
        }
        if (endings.stream().noneMatch(event -> type(event).equals(STOP))) {
            endings.add(GatewayJson.object().put("type", STOP));
        }
        end(call);
    }

    private void end(RoutedCall call) {
        for (ObjectNode event : endings) {
            if (type(event).equals(DELTA)) {
                AnthropicSkin.count(event, call);
                if (terms.metadata()) {
                    event.set(RoutingWriter.FIELD, GatewayJson.tree(RoutingWriter.write(call)));
                }
            }
            send(event);
        }
    }

    @Override
    public void failed(GatewayError error) {
        sink.send("error", new AnthropicSkin().error(error));
    }
}
