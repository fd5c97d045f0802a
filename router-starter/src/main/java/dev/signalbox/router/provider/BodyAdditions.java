package dev.signalbox.router.provider;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the requests of one deployment say in their bodies beyond what LangChain4j can. The additions of a request are
 * bound to the thread that sends it, while it is being sent.
 */
final class BodyAdditions {

    /** Leaves numbers as they are written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final ThreadLocal<Map<String, Object>> current = ThreadLocal.withInitial(Map::of);

    /** Sends with these additions. */
    <T> T sending(Map<String, Object> additions, Supplier<T> send) {
        Map<String, Object> outer = current.get();
        current.set(additions);
        try {
            return send.get();
        } finally {
            if (outer.isEmpty()) {
                current.remove();
            } else {
                current.set(outer);
            }
        }
    }

    /** Adds what is to be added to the request that this thread sends. */
    void addTo(HttpRequest request, HttpRequest.Builder edited) {
        Map<String, Object> additions = current.get();
        if (additions.isEmpty()) {
            current.remove();
        } else if (request.bodyPublisher().isPresent()) {
            byte[] body = CollectedBody.of(request.bodyPublisher().get());
            edited.method(request.method(), BodyPublishers.ofByteArray(added(body, additions)));
        }
    }

    private static byte[] added(byte[] body, Map<String, Object> additions) {
        if (JSON.readTree(body) instanceof ObjectNode object) {
            merge(object, JSON.<ObjectNode>valueToTree(additions));
            return JSON.writeValueAsBytes(object);
        }
        return body;
    }

    private static void merge(ObjectNode into, ObjectNode additions) {
        for (Map.Entry<String, JsonNode> addition : additions.properties()) {
            if (addition.getValue() instanceof ObjectNode deeper
                    && into.get(addition.getKey()) instanceof ObjectNode existing) {
                merge(existing, deeper);
            } else {
                into.set(addition.getKey(), addition.getValue());
            }
        }
    }
}
