package dev.signalbox.router.gateway;

import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The blocks of a streamed answer, one after the other; those that the provider has written itself count too. */
@RequiredArgsConstructor
final class AnthropicBlocks {

    private final Consumer<ObjectNode> events;
    private int count;
    /** What is open, {@code null} if nothing is. */
    private @Nullable String open;

    /** Follows an event of the provider's. */
    void follow(String type, ObjectNode event) {
        if (type.equals("content_block_start")) {
            open = event.path("content_block").path("type").asString("");
            count++;
        } else if (type.equals("content_block_stop")) {
            open = null;
        }
    }

    boolean isOpen(String name) {
        return name.equals(open);
    }

    /**
     * Opens a block after the one before, unless it is open already.
     *
     * @param name tells it from the one before
     * @param block what it begins with
     */
    void open(String name, ObjectNode block) {
        if (!isOpen(name)) {
            close();
            open = name;
            ObjectNode event = event("content_block_start", count++);
            event.set("content_block", block);
            events.accept(event);
        }
    }

    /** Adds a piece to the block that is open. */
    void add(String type, String field, String piece) {
        ObjectNode event = event("content_block_delta", count - 1);
        event.putObject("delta").put("type", type).put(field, piece);
        events.accept(event);
    }

    /** Closes the block that is open, if any. */
    void close() {
        if (open != null) {
            open = null;
            events.accept(event("content_block_stop", count - 1));
        }
    }

    private static ObjectNode event(String type, int index) {
        return GatewayJson.object().put("type", type).put("index", index);
    }
}
