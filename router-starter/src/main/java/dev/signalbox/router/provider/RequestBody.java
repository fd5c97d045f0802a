package dev.signalbox.router.provider;

import dev.signalbox.router.execution.Exchange;
import dev.signalbox.router.execution.WireRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the requests of one deployment say in their bodies where LangChain4j says something else or less: the caller's own
 * words, if the caller speaks the provider's dialect, and additions that LangChain4j cannot make. The additions of a request
 * are bound to the thread that sends it, while it is being sent.
 */
@RequiredArgsConstructor
final class RequestBody {

    /** Leaves numbers as they are written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** What the caller says itself or has left out, whatever LangChain4j makes of it. */
    private static final Set<String> CALLERS_OWN = Set.of(
            "messages", "system", "tools", "tool_choice", "response_format", "max_tokens", "max_completion_tokens");

    /** Of which a request says one, by one of its names. */
    private static final List<String> OUTPUT_LIMITS = List.of("max_tokens", "max_completion_tokens");

    private static final String THINKING = "thinking";

    private final ThreadLocal<Map<String, Object>> current = ThreadLocal.withInitial(Map::of);
    /** The dialect of callers whose own words are sent, {@code null} for none. */
    private final @Nullable String dialect;

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

    /** Changes the body of the request that this thread sends. */
    void edit(HttpRequest request, HttpRequest.Builder edited) {
        Map<String, Object> additions = current.get();
        if (additions.isEmpty()) {
            current.remove();
        }
        Exchange exchange = Exchange.current();
        WireRequest words = words(exchange);
        if ((words != null || !additions.isEmpty()) && request.bodyPublisher().isPresent()) {
            byte[] body = CollectedBody.of(request.bodyPublisher().get());
            edited.method(request.method(), BodyPublishers.ofByteArray(edited(body, words, additions)));
            if (words != null && exchange != null) {
                words.headers().forEach(edited::header);
                exchange.passing(true);
            }
        }
    }

    /** The caller's own words, {@code null} if they are of another dialect. */
    private @Nullable WireRequest words(@Nullable Exchange exchange) {
        WireRequest words = exchange == null ? null : exchange.wire();
        return words == null || !words.dialect().equals(dialect) ? null : words;
    }

    private static byte[] edited(byte[] body, @Nullable WireRequest words, Map<String, Object> additions) {
        if (!(JSON.readTree(body) instanceof ObjectNode ours)) {
            return body;
        }
        ObjectNode added = JSON.valueToTree(additions);
        if (words != null && JSON.readTree(words.body()) instanceof ObjectNode said) {
            complete(said, ours, added);
            return JSON.writeValueAsBytes(said);
        }
        merge(ours, added);
        return JSON.writeValueAsBytes(ours);
    }

    /**
     * Completes the caller's words with the provider's model and what policy and deployment set that the caller does not. Of
     * thinking the caller says all or nothing; where a policy asks for it, the limit of the output has room for it.
     */
    private static void complete(ObjectNode said, ObjectNode ours, ObjectNode added) {
        if (said.has(THINKING)) {
            added.remove(THINKING);
        } else if (ours.path(THINKING).has("budget_tokens")) {
            said.set("max_tokens", ours.path("max_tokens"));
        }
        for (Map.Entry<String, JsonNode> field : ours.properties()) {
            String name = field.getKey();
            if (!said.has(name) && !CALLERS_OWN.contains(name)) {
                said.set(name, field.getValue());
            }
        }
        if (OUTPUT_LIMITS.stream().noneMatch(said::hasNonNull)) {
            OUTPUT_LIMITS.stream().filter(ours::has).forEach(name -> said.set(name, ours.get(name)));
        }
        said.set("model", ours.path("model"));
        if (ours.get("stream_options") instanceof ObjectNode usage) {
            merge(said.withObject("stream_options"), usage);
        }
        addUnsaid(said, added);
    }

    private static void addUnsaid(ObjectNode said, ObjectNode additions) {
        for (Map.Entry<String, JsonNode> addition : additions.properties()) {
            JsonNode existing = said.get(addition.getKey());
            if (existing == null) {
                said.set(addition.getKey(), addition.getValue());
            } else if (existing instanceof ObjectNode deeper && addition.getValue() instanceof ObjectNode more) {
                addUnsaid(deeper, more);
            }
        }
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
