package dev.signalbox.router.store.memory;

import dev.signalbox.router.budget.BudgetSpan;
import java.util.Map;
import java.util.TreeMap;

/** One account: what was used, by slot. Its store holds the lock. */
final class MemoryAccount {

    private final TreeMap<Long, Long> slots = new TreeMap<>();
    private long reserved;

    long used(BudgetSpan span) {
        Map.Entry<Long, Long> last = slots.lastEntry();
        if (slots.size() == 1 && last != null && last.getKey() == span.slot()) {
            return last.getValue();
        }
        return slots.subMap(span.from(), true, span.slot(), true).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    void book(long slot, long amount) {
        if (amount != 0) {
            slots.merge(slot, amount, Math::addExact);
        }
    }

    void reset() {
        slots.clear();
    }

    void prune(long before) {
        slots.headMap(before).clear();
    }

    boolean isEmpty() {
        return slots.isEmpty() && reserved == 0;
    }

    long reserved() {
        return reserved;
    }

    void reserve(long amount) {
        reserved = Math.addExact(reserved, amount);
    }
}
