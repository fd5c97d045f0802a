package dev.signalbox.router.provider.simulated;

import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Makes up a value that fits a JSON schema. Far down, optional parts are left out, so that recursion ends. */
@RequiredArgsConstructor
final class SchemaSample {

    private static final int DEEP = 4;
    private static final int TOO_DEEP = 16;
    private static final int ITEMS = 2;
    private static final List<String> CHOICES = List.of("anyOf", "oneOf", "allOf");

    private final Map<?, ?> root;
    private final SplittableRandom random;

    /** A tree of maps, lists and values. */
    static Object of(JsonSchemaElement schema, SplittableRandom random) {
        Map<?, ?> root = JsonSchemaElementUtils.toMap(schema);
        Object sample = new SchemaSample(root, random).value(root, "value", 0);
        return sample == null ? Map.of() : sample;
    }

    private @Nullable Object value(Map<?, ?> schema, String name, int depth) {
        if (depth > TOO_DEEP) {
            return null;
        } else if (schema.containsKey("const")) {
            return schema.get("const");
        } else if (schema.containsKey("enum")) {
            return any(list(schema.get("enum")));
        } else if (schema.get("$ref") instanceof String reference) {
            return value(referenced(reference), name, depth + 1);
        }
        for (String choice : CHOICES) {
            if (schema.containsKey(choice)) {
                return value(branch(list(schema.get(choice)), depth), name, depth + 1);
            }
        }
        return typed(schema, name, depth);
    }

    private @Nullable Object typed(Map<?, ?> schema, String name, int depth) {
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "integer" -> bounded(schema, 1 + random.nextInt(9));
            case "number" -> bounded(schema, BigDecimal.valueOf(10 + random.nextInt(90), 1));
            case "boolean" -> random.nextInt(2) == 1;
            case "null" -> null;
            default -> new TextSample(schema, name, random).value();
        };
    }

    private Map<String, @Nullable Object> object(Map<?, ?> schema, int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        List<?> required = list(schema.get("required"));
        map(schema.get("properties")).forEach((key, property) -> {
            if (depth < DEEP || required.contains(key)) {
                String name = String.valueOf(key);
                object.put(name, value(map(property), name, depth + 1));
            }
        });
        return object;
    }

    private List<@Nullable Object> array(Map<?, ?> schema, String name, int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int item = 0; item < ITEMS && depth < DEEP; item++) {
            items.add(value(map(schema.get("items")), name, depth + 1));
        }
        return items;
    }

    private static Object bounded(Map<?, ?> schema, Number usual) {
        Object bound = schema.get("minimum") == null ? schema.get("maximum") : schema.get("minimum");
        return bound == null ? usual : bound;
    }

    /** One of the alternatives: any that is not null or, far down, null if that is one. */
    private Map<?, ?> branch(List<?> branches, int depth) {
        Map<Boolean, List<Object>> byNull = branches.stream()
                .collect(Collectors.partitioningBy(branch -> type(map(branch)).equals("null")));
        List<Object> nulls = byNull.getOrDefault(true, List.of());
        List<Object> others = byNull.getOrDefault(false, List.of());
        boolean end = others.isEmpty() || depth >= DEEP && !nulls.isEmpty();
        return map(any(end ? nulls : others));
    }

    private Map<?, ?> referenced(String reference) {
        if (reference.equals("#")) {
            return root;
        }
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        Map<?, ?> definitions = map(root.get(root.containsKey("$defs") ? "$defs" : "definitions"));
        return map(definitions.get(name));
    }

    private static String type(Map<?, ?> schema) {
        Object type = schema.get("type");
        if (type instanceof Collection<?> types) {
            return types.stream()
                    .map(String::valueOf)
                    .filter(each -> !each.equals("null"))
                    .findFirst()
                    .orElse("null");
        } else if (type == null) {
            return schema.containsKey("properties") ? "object" : "string";
        }
        return type.toString();
    }

    private @Nullable Object any(List<?> values) {
        return values.isEmpty() ? null : values.get(random.nextInt(values.size()));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof Collection<?> values ? new ArrayList<>(values) : List.of();
    }
}
