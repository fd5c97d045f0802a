package dev.signalbox.router.observe;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects attributes; what is not known is left out. */
final class Attributes {

    private final List<KeyValue> values = new ArrayList<>();

    Attributes and(String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            values.add(KeyValue.of(name, value.toString()));
        }
        return this;
    }

    KeyValues toKeyValues() {
        return KeyValues.of(values);
    }
}
