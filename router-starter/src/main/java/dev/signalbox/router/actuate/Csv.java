package dev.signalbox.router.actuate;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as comma-separated values by RFC 4180. Text that a spreadsheet would take for a formula begins with an apostrophe,
 * for names of tenants and tags come from outside.
 *
 * @param head the names of the columns
 * @param rows the values, as many in each row as there are columns
 */
record Csv(List<String> head, List<? extends List<? extends @Nullable Object>> rows) {

    private static final String END = "\r\n";

    String text() {
        return line(head) + rows.stream().map(Csv::line).collect(Collectors.joining());
    }

    private static String line(List<? extends @Nullable Object> values) {
        return values.stream().map(Csv::cell).collect(Collectors.joining(",", "", END));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof String said ? harmless(said) : value.toString();
        boolean plain = text.chars().noneMatch(character -> ",\"\r\n".indexOf(character) >= 0);
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
