package dev.signalbox.router.usage;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place among the records, which are listed from the newest to the oldest.
 *
 * @param time of the record listed last
 * @param callId of the record listed last
 * @param attempt of the record listed last
 */
public record LedgerCursor(Instant time, String callId, int attempt) {

    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18})-(\\d{1,9})-(.+)");

    /** That of a record. */
    public static LedgerCursor of(LedgerEntry entry) {
        return new LedgerCursor(entry.time(), entry.callId(), entry.attempt());
    }

    /**
     * Reads what {@link #toString} has written.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static LedgerCursor of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no place among the records. Write the one that the page before ended with.");
        }
        return new LedgerCursor(
                Instant.ofEpochMilli(Long.parseLong(parts.group(1))), parts.group(3), Integer.parseInt(parts.group(2)));
    }

    /** For addresses. */
    @Override
    public String toString() {
        return time.toEpochMilli() + "-" + attempt + "-" + callId;
    }
}
