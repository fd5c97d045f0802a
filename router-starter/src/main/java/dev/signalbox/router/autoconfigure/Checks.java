package dev.signalbox.router.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks values below one property.
 *
 * @param parent the property
 */
public record Checks(String parent) {

    String property(String key) {
        return parent + "." + key;
    }

    <T> T required(String key, @Nullable T value, String what) {
        if (value == null) {
            throw new ConfigurationProblem(
                    property(key), null, "'" + property(key) + "' is missing.", "Write it " + what + ".");
        }
        return value;
    }

    void notEmpty(String key, Collection<?> values, String what) {
        required(key, values.isEmpty() ? null : values, what);
    }

    /** A duration that is longer than zero, or none. */
    public @Nullable Duration positiveOrNull(String key, @Nullable Duration value) {
        return value == null ? null : positive(key, value);
    }

    /** A duration that is longer than zero. */
    public Duration positive(String key, Duration value) {
        return required(!value.isNegative() && !value.isZero(), key, value, "longer than zero, for example 5s");
    }

    Duration notNegative(String key, Duration value) {
        return required(!value.isNegative(), key, value, "zero or longer, for example 5s");
    }

    BigDecimal notNegative(String key, BigDecimal value) {
        return required(value.signum() >= 0, key, value, "zero or more, in USD per million tokens");
    }

    /** A number that is not too small. */
    public int atLeast(String key, int least, int value) {
        return required(value >= least, key, value, "at least " + least);
    }

    int between(String key, int least, int most, int value) {
        return required(value >= least && value <= most, key, value, "from " + least + " to " + most);
    }

    /** A number of 1 or more, or none. */
    public <N extends Number> @Nullable N atLeastOneOrNull(String key, @Nullable N value) {
        return value == null ? null : required(value.longValue() >= 1, key, value, "at least 1");
    }

    double share(String key, double value) {
        return required(value > 0 && value <= 1, key, value, "above 0 and at most 1");
    }

    private <T> T required(boolean fits, String key, T value, String allowed) {
        if (!fits) {
            String property = property(key);
            throw new ConfigurationProblem(
                    property,
                    value,
                    "'" + property + "' is " + value + ". It must be " + allowed + ".",
                    "Correct '" + property + "'.");
        }
        return value;
    }

    /** What the core makes of values, with its objection turned into a problem of the parent property. */
    <T> T fitting(@Nullable Object value, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(parent, value, e);
        }
    }
}
