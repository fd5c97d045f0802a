package dev.signalbox.router.limit;

import dev.signalbox.router.resilience.RateLimitStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** A store in this process, which may be told to fail. */
final class MapRateLimitStore implements RateLimitStore {

    final Map<String, Kept> accounts = new ConcurrentHashMap<>();
    final AtomicInteger updates = new AtomicInteger();
    private final LongSupplier nanos;
    volatile boolean down;

    MapRateLimitStore(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public void update(String account, Change change) {
        updates.incrementAndGet();
        if (down) {
            throw new IllegalStateException("the store is down");
        }
        accounts.compute(account, (same, kept) -> {
            Kept next = change.apply(kept == null ? null : kept.state(), nanos.getAsLong());
            return next == null ? kept : next;
        });
    }

    @Override
    public void deleteExpired() {
        accounts.clear();
    }
}
