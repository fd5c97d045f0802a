package dev.signalbox.router.gateway;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How a vector is written. */
enum EmbeddingFormat {
    /** As a list of numbers. */
    FLOAT {
        @Override
        JsonNode node(float[] vector) {
            ArrayNode numbers = JsonNodeFactory.instance.arrayNode(vector.length);
            for (float number : vector) {
                numbers.add(number);
            }
            return numbers;
        }
    },
    /** As the bytes of its numbers, little-endian IEEE 754 singles, in Base64; OpenAI's own clients ask for it. */
    BASE64 {
        @Override
        JsonNode node(float[] vector) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            return JsonNodeFactory.instance.stringNode(Base64.getEncoder().encodeToString(bytes.array()));
        }
    };

    /** The vector as JSON. */
    abstract JsonNode node(float[] vector);

    /** What a request asks for. */
    static EmbeddingFormat of(Field field) {
        return switch (field.text("float")) {
            case "float" -> FLOAT;
            case "base64" -> BASE64;
            default -> throw field.wrong("must be float or base64");
        };
    }
}
