package dev.signalbox.agent.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks values below one property.
 *
 * @param parent the property
 */
record Checks(String parent) {

    @Nullable
    Duration positive(String key, @Nullable Duration value) {
        boolean fits = value == null || !value.isNegative() && !value.isZero();
        return required(fits, key, value, "longer than zero, for example 5s");
    }

    Duration required(String key, Duration value) {
        return Objects.requireNonNull(positive(key, value));
    }

    @Nullable
    Long positive(String key, @Nullable Long value) {
        return required(value == null || value >= 1, key, value, "at least 1");
    }

    int atLeast(String key, int least, int value) {
        return required(value >= least, key, value, "at least " + least);
    }

    private <T extends @Nullable Object> T required(boolean fits, String key, T value, String allowed) {
        if (!fits) {
            String property = parent + "." + key;
            throw new ConfigurationProblem(
                    property,
                    value,
                    "'" + property + "' is " + value + ". It must be " + allowed + ".",
                    "Correct '" + property + "'.");
        }
        return value;
    }
}
