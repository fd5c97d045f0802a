package dev.signalbox.router.policy;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of which one must fit. One that ends in {@code *} stands for all that begin so; {@code *} alone for any.
 *
 * @param names the names
 */
public record NamePattern(List<String> names) {

    /** Copies the names. */
    public NamePattern {
        names = List.copyOf(names);
    }

    /** A pattern of these names. */
    public static NamePattern of(Collection<String> names) {
        return new NamePattern(List.copyOf(names));
    }

    /** Whether a value fits. One that is missing fits nothing. */
    public boolean matches(@Nullable String value) {
        if (value == null) {
            return false;
        }
        for (int index = 0; index < names.size(); index++) {
            if (matches(names.get(index), value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether everything that fits the others fits these too. */
    public boolean covers(NamePattern others) {
        return others.names.stream().allMatch(other -> names.stream().anyMatch(name -> covers(name, other)));
    }

    /** A pattern is covered by itself and by shorter ones, of which it begins like a value. */
    private static boolean covers(String name, String other) {
        return name.equals(other) || name.endsWith("*") && matches(name, other);
    }

    private static boolean matches(String name, String value) {
        return name.endsWith("*") ? value.regionMatches(0, name, 0, name.length() - 1) : name.equals(value);
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
