package dev.signalbox.router.store.memory;

import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerCursor;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerEntry;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.router.usage.LedgerTotal;
import dev.signalbox.router.usage.LedgerTotals;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest records of one process. The oldest make room for others, and it says since when. */
public final class MemoryLedger implements Ledger {

    private static final Comparator<LedgerCursor> BY_TIME = Comparator.comparing(LedgerCursor::time)
            .thenComparing(LedgerCursor::callId)
            .thenComparingInt(LedgerCursor::attempt);

    private final int capacity;
    private final TreeMap<LedgerCursor, LedgerEntry> records = new TreeMap<>(BY_TIME);
    private @Nullable Instant completeSince;

    /**
     * An empty one.
     *
     * @param capacity how many records it keeps, at least 1
     */
    public MemoryLedger(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A ledger keeps at least one record, but was to keep " + capacity + ".");
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized void write(List<LedgerEntry> entries) {
        for (LedgerEntry entry : entries) {
            records.putIfAbsent(LedgerCursor.of(entry), entry);
        }
        while (records.size() > capacity) {
            Instant lost = records.pollFirstEntry().getKey().time().plusMillis(1);
            completeSince = completeSince == null || lost.isAfter(completeSince) ? lost : completeSince;
        }
    }

    @Override
    public synchronized List<LedgerEntry> entries(LedgerQuery query, @Nullable LedgerCursor after, int max) {
        return (after == null ? records : records.headMap(after, false))
                .descendingMap().values().stream()
                        .filter(entry -> matches(query, entry))
                        .limit(max)
                        .toList();
    }

    @Override
    public synchronized List<LedgerTotal> totals(LedgerQuery query, List<LedgerDimension> by, ZoneId zone, int max) {
        LedgerTotals totals = new LedgerTotals(by);
        records.values().stream().filter(entry -> matches(query, entry)).forEach(entry -> totals.add(entry, zone));
        return totals.first(max);
    }

    private static boolean matches(LedgerQuery query, LedgerEntry entry) {
        Instant from = query.from();
        Instant to = query.to();
        return entry.grain() == query.grain()
                && (from == null || !entry.time().isBefore(from))
                && (to == null || entry.time().isBefore(to))
                && query.where().entrySet().stream()
                        .allMatch(wanted ->
                                wanted.getValue().equals(wanted.getKey().value(entry, ZoneOffset.UTC)));
    }

    @Override
    public synchronized long deleteBefore(Instant time) {
        int before = records.size();
        records.headMap(new LedgerCursor(time, "", 0)).clear();
        return before - (long) records.size();
    }

    @Override
    public synchronized @Nullable Instant completeSince() {
        return completeSince;
    }
}
