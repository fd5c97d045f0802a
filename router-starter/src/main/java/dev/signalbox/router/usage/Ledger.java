package dev.signalbox.router.usage;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one record per logical call and per attempt. Thread-safe. Methods may block for as long as the store takes, and
 * throw what the store throws; they are never called by a thread on which a caller waits for an answer.
 */
public interface Ledger {

    /** Writes records, all or none; those that there are already are left as they are. */
    void write(List<LedgerEntry> entries);

    /**
     * The records of a query from the newest to the oldest.
     *
     * @param after where to go on, {@code null} to begin with the newest
     * @param max how many at most
     */
    List<LedgerEntry> entries(LedgerQuery query, @Nullable LedgerCursor after, int max);

    /**
     * The records of a query, added up by what they have in common; those that cost most first, or in the order of time
     * where the first dimension is a part of the calendar.
     *
     * @param by the dimensions; none for all records together, which is one total even if there is no record
     * @param zone by which the calendar goes
     * @param max how many totals at most
     */
    List<LedgerTotal> totals(LedgerQuery query, List<LedgerDimension> by, ZoneId zone, int max);

    /** Deletes the records before a time; answers how many they were. */
    long deleteBefore(Instant time);

    /** Since when no record is missing because there was no room for it; {@code null} if none ever was. */
    default @Nullable Instant completeSince() {
        return null;
    }
}
