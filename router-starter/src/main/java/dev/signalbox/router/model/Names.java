package dev.signalbox.router.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant who wrote a name that does not exist. */
public final class Names {

    private Names() {}

    /** The known name nearest to {@code name}, if it is near enough to be a slip of the pen. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 3));
    }

    /** The second half of an error message: the nearest match, and all that is known. */
    public static String known(String what, String name, Collection<String> known) {
        String hint = nearest(name, known)
                .map(match -> " Did you mean '" + match + "'?")
                .orElse("");
        return known.isEmpty()
                ? " There are no " + what + "."
                : hint + " Known " + what + ": " + String.join(", ", known) + ".";
    }

    /** Levenshtein's edit distance. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int substituted = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(substituted, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
