package dev.signalbox.router.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Requests that were let through while the store was away, and so were never taken from it. When one of them is settled,
 * nothing comes back, but it and what it used are owed.
 */
final class UncountedUse {

    private final Map<AccountKey, Integer> requests = new ConcurrentHashMap<>();

    void add(AccountKey key) {
        requests.merge(key, 1, Integer::sum);
    }

    /** Takes one of them out, whichever; answers whether there was one. */
    boolean remove(AccountKey key) {
        if (requests.isEmpty()) {
            return false;
        }
        boolean[] found = new boolean[1];
        requests.computeIfPresent(key, (same, count) -> {
            found[0] = true;
            return count == 1 ? null : count - 1;
        });
        return found[0];
    }
}
