package dev.signalbox.agent.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arguments of which none is taken for nothing by mistake: what is not given cannot be read, unless somebody expects that. */
final class GivenArguments extends LinkedHashMap<String, Object> {

    private final transient Set<String> maybeMissing;

    private GivenArguments(Set<String> maybeMissing) {
        this.maybeMissing = maybeMissing;
    }

    static GivenArguments of(Map<?, ?> arguments, Set<String> maybeMissing) {
        GivenArguments given = new GivenArguments(maybeMissing);
        arguments.forEach((name, value) -> given.put(String.valueOf(name), checked(value, maybeMissing)));
        return given;
    }

    private static @Nullable Object checked(@Nullable Object value, Set<String> maybeMissing) {
        if (value instanceof Map<?, ?> map) {
            return of(map, maybeMissing);
        }
        return value instanceof List<?> list
                ? list.stream().map(item -> checked(item, maybeMissing)).toList()
                : value;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        Object value = super.get(name);
        if (value == null && (name == null || !maybeMissing.contains(name))) {
            throw new IllegalArgumentException("The argument '" + name + "' is not given.");
        }
        return value;
    }
}
