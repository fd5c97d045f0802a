package dev.signalbox.agent.observe;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects attributes. */
final class Attributes {

    private final List<KeyValue> values = new ArrayList<>();

    /** What is not known is left out. */
    Attributes and(String name, @Nullable Object value) {
        if (value != null) {
            values.add(KeyValue.of(name, value.toString()));
        }
        return this;
    }

    /** Tags of meters are always the same: what is not known is said to be none. */
    Attributes or(String name, @Nullable Object value) {
        return and(name, value == null ? AgentObservationNames.NONE : value);
    }

    KeyValues toKeyValues() {
        return KeyValues.of(values);
    }
}
