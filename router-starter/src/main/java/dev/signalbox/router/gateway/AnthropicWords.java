package dev.signalbox.router.gateway;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a provider of the same dialect gets of a request: all but what is for the gateway, and what Anthropic would refuse
 * because another provider has said it.
 */
final class AnthropicWords {

    /** Those for the gateway itself, which no provider sees. */
    private static final Set<String> OURS = Set.of(
            "models",
            "fallbacks",
            "provider",
            "route",
            "session_id",
            "user",
            "plugins",
            "transforms",
            "preset",
            "trace");

    private AnthropicWords() {}

    /**
     * The words of a request.
     *
     * @param facts names of the entries of its metadata that are for the gateway
     */
    static byte[] of(ObjectNode request, Set<String> facts) {
        ObjectNode words = request.objectNode();
        request.properties().forEach(field -> {
            if (!OURS.contains(field.getKey())) {
                words.set(field.getKey(), field.getValue());
            }
        });
        if (words.get("metadata") instanceof ObjectNode metadata) {
            words.set("metadata", without(facts, metadata));
        }
        if (words.get("messages") instanceof ArrayNode messages) {
            words.set("messages", signed(messages));
        }
        return GatewayJson.bytes(words);
    }

    private static ObjectNode without(Set<String> facts, ObjectNode metadata) {
        ObjectNode theirs = metadata.deepCopy();
        facts.stream().filter(fact -> !fact.equals("user_id")).forEach(theirs::remove);
        return theirs;
    }

    /** The messages without thinking that nobody has signed, which is that of other providers. */
    private static ArrayNode signed(ArrayNode messages) {
        ArrayNode signed = messages.arrayNode();
        for (JsonNode message : messages) {
            JsonNode content = message.path("content");
            if (message instanceof ObjectNode object && content.valueStream().anyMatch(AnthropicWords::isUnsigned)) {
                ObjectNode copy = object.deepCopy();
                ArrayNode blocks = copy.putArray("content");
                content.valueStream().filter(block -> !isUnsigned(block)).forEach(blocks::add);
                if (!blocks.isEmpty()) {
                    signed.add(copy);
                }
            } else {
                signed.add(message);
            }
        }
        return signed;
    }

    private static boolean isUnsigned(JsonNode block) {
        return block.path("type").asString("").equals("thinking")
                && block.path("signature").asString("").isEmpty();
    }
}
