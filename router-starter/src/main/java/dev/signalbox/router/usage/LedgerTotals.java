package dev.signalbox.router.usage;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Adds totals up by their groups. */
@RequiredArgsConstructor
public final class LedgerTotals {

    private static final LedgerTotal NOTHING =
            new LedgerTotal(List.of(), 0, 0, Usage.NONE, Cost.ZERO, 0, 0, Duration.ZERO);
    private static final Comparator<LedgerTotal> BY_COST = Comparator.comparingLong(
                    (LedgerTotal total) -> total.cost().pico())
            .thenComparingLong(LedgerTotal::count)
            .reversed();
    private static final Comparator<LedgerTotal> BY_TIME =
            Comparator.comparing(total -> String.valueOf(total.group().get(0)));

    private final List<LedgerDimension> by;
    private final Map<List<@Nullable String>, LedgerTotal> totals = new LinkedHashMap<>();

    /**
     * Adds a record.
     *
     * @param zone by which the calendar goes
     */
    public void add(LedgerEntry entry, ZoneId zone) {
        List<@Nullable String> group = new ArrayList<>(by.size());
        by.forEach(dimension -> group.add(dimension.value(entry, zone)));
        add(LedgerTotal.of(group, entry));
    }

    /** Adds what others have added up. */
    public void add(LedgerTotal total) {
        totals.merge(total.group(), total, LedgerTotal::plus);
    }

    /** All of them, in the order that {@link Ledger#totals} wants. */
    public List<LedgerTotal> first(int max) {
        if (by.isEmpty() && totals.isEmpty()) {
            return List.of(NOTHING);
        }
        List<LedgerTotal> all = new ArrayList<>(totals.values());
        boolean byTime = !by.isEmpty() && by.get(0).fact().isTime();
        all.sort(byTime ? BY_TIME.thenComparing(BY_COST) : BY_COST);
        return List.copyOf(all.subList(0, Math.min(max, all.size())));
    }
}
