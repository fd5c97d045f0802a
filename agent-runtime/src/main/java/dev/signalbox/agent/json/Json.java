package dev.signalbox.agent.json;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON whose words depend on nothing but the value: properties and keys are in alphabetical order. Thread-safe.
 */
public final class Json {

    private final JsonMapper mapper;
    private final ObjectReader exactly;

    private Json(JsonMapper mapper) {
        this.mapper = mapper;
        this.exactly = mapper.readerFor(Object.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** With the modules that the class path has. */
    public static Json standard() {
        return of(JsonMapper.builder().findAndAddModules().build());
    }

    /** With the settings of an application's own mapper, but for the order. */
    public static Json of(JsonMapper mapper) {
        return new Json(mapper.rebuild()
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
    }

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException if it cannot be written, naming its type but not its content
     */
    public String write(@Nullable Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "A value of " + (value == null ? "null" : value.getClass()) + " cannot be written as JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    /**
     * Reads a value that is not null.
     *
     * @throws IllegalArgumentException if the text is none of that type, naming the type but not the text
     */
    public <T> T read(String json, Class<T> type) {
        @Nullable T value = value(json, type);
        if (value == null) {
            throw new IllegalArgumentException("JSON of " + type.getTypeName() + " is null.");
        }
        return value;
    }

    /**
     * Reads a value of which the caller knows whether it may be null.
     *
     * @throws IllegalArgumentException if the text is none of that type, naming the type but not the text
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // null where the JSON is null
    public <T extends @Nullable Object> T value(String json, Type type) {
        try {
            return (T) mapper.readValue(json, mapper.constructType(type));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "JSON cannot be read as " + type.getTypeName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a tree.
     *
     * @throws IllegalArgumentException if the text is no JSON
     */
    public JsonNode tree(String json) {
        try {
            return mapper.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("This is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Whether a text is a JSON object. */
    public boolean isObject(String json) {
        try {
            return mapper.readTree(json).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    /** The same JSON in the order that {@link #write} gives; other text is left as it is. */
    public String canonical(String json) {
        try {
            return mapper.writeValueAsString(exactly.<Object>readValue(json));
        } catch (JacksonException e) {
            return json;
        }
    }

    /**
     * Reads an object, its numbers without loss.
     *
     * @throws IllegalArgumentException if the text is no JSON object
     */
    @SuppressWarnings("unchecked")
    public Map<String, Object> object(String json) {
        try {
            if (exactly.<Object>readValue(json) instanceof Map<?, ?> object) {
                return (Map<String, Object>) object;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("This is no JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("This is JSON, but no object.");
    }

    /** What a class says of a type parameter of one of its super-types, {@code Object} if it does not say. */
    public Type parameter(Class<?> type, Class<?> declaring, int index) {
        JavaType[] parameters = mapper.getTypeFactory().findTypeParameters(mapper.constructType(type), declaring);
        return parameters == null || parameters.length <= index ? Object.class : parameters[index];
    }

    /** SHA-256 of a text, in hexadecimal digits. */
    public static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
