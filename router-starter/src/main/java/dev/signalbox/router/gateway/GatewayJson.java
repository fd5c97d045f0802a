package dev.signalbox.router.gateway;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the gateway reads and writes it: numbers stay as they are written. */
final class GatewayJson {

    /** A small text can hold very many values, each of which takes memory. */
    private static final long MAX_TOKENS = 500_000;

    private static final Pattern SOURCE = Pattern.compile("\\s*\\([^()]*\\[Source: [^]]*]\\)|\\s*\\[Source: [^]]*]");

    /** For what we write, and for what providers send. */
    static final GatewayJson INTERNAL = new GatewayJson(1000);

    private final JsonMapper mapper;

    /**
     * A reader of requests.
     *
     * @param maxDepth how deep objects and arrays may be nested
     */
    GatewayJson(int maxDepth) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxTokenCount(MAX_TOKENS)
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        this.mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /**
     * A request's body.
     *
     * @throws GatewayException if it is no JSON object
     */
    ObjectNode request(byte[] body) {
        try {
            if (mapper.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw GatewayException.of(
                    ErrorType.INVALID_REQUEST,
                    "The body is not JSON that can be read: " + withoutSource(e.getOriginalMessage()));
        }
        throw GatewayException.of(ErrorType.INVALID_REQUEST, "The body must be a JSON object.");
    }

    /** Where in its source something stands, the library says in words that say nothing. */
    private static String withoutSource(String message) {
        return SOURCE.matcher(message).replaceAll("");
    }

    /** An object that somebody else has sent, {@code null} if it is none. */
    static @Nullable ObjectNode object(byte[] json) {
        try {
            return INTERNAL.mapper.readTree(json) instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    static ObjectNode object() {
        return INTERNAL.mapper.createObjectNode();
    }

    static byte[] bytes(Object value) {
        return INTERNAL.mapper.writeValueAsBytes(value);
    }

    static JsonNode tree(Object value) {
        return INTERNAL.mapper.valueToTree(value);
    }

    static String text(JsonNode value) {
        return INTERNAL.mapper.writeValueAsString(value);
    }

    /** The message of a provider's error, or the words as they are if they are no JSON. */
    static String messageOf(String answer) {
        ObjectNode object = object(answer.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        JsonNode message = object == null ? null : object.path("error").path("message");
        return message != null && message.isString() ? message.stringValue() : answer;
    }

    /** An amount of money as a plain number, without digits that say nothing. */
    static BigDecimal amount(BigDecimal usd) {
        BigDecimal plain = usd.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
