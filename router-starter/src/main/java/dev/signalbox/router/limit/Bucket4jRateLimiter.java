package dev.signalbox.router.limit;

import dev.signalbox.router.model.Limits;
import dev.signalbox.router.resilience.RateLimiter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits by token buckets in this process; needs {@code com.bucket4j:bucket4j_jdk17-core}. Accounts that are as good as new
 * are forgotten after a minute or two.
 */
public final class Bucket4jRateLimiter implements RateLimiter {

    private static final long SWEEP = Duration.ofMinutes(1).toNanos();

    private final Map<AccountKey, AccountBuckets> accounts = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final AtomicLong swept;

    /**
     * A limiter of which nothing has been taken.
     *
     * @param nanos a monotonic clock, in nanoseconds
     */
    public Bucket4jRateLimiter(LongSupplier nanos) {
        this.nanos = nanos;
        this.swept = new AtomicLong(nanos.getAsLong());
    }

    @Override
    public long tryAcquire(String account, Limits limits, long tokens) {
        if (!limits.perMinute()) {
            return 0;
        }
        sweep();
        return with(AccountKey.of(account, limits), limits, (buckets, now) -> buckets.tryTake(tokens, now));
    }

    @Override
    public long nanosUntilFree(String account, Limits limits, long tokens) {
        AccountKey key = AccountKey.of(account, limits);
        return limits.perMinute() && accounts.containsKey(key)
                ? with(key, limits, (buckets, now) -> buckets.nanosUntilFree(tokens, now))
                : 0;
    }

    @Override
    public void settle(String account, Limits limits, long estimated, long used) {
        if (limits.tokensPerMinute() != null) {
            with(AccountKey.of(account, limits), limits, (buckets, now) -> {
                buckets.settle(estimated, used, now);
                return 0;
            });
        }
    }

    @Override
    public void giveBack(String account, Limits limits, long tokens) {
        if (limits.perMinute()) {
            with(AccountKey.of(account, limits), limits, (buckets, now) -> {
                buckets.giveBack(tokens, now);
                return 0;
            });
        }
    }

    /** The map holds a lock of the account meanwhile, for some arithmetic only. */
    private long with(AccountKey key, Limits limits, Work work) {
        long[] answer = new long[1];
        accounts.compute(key, (same, kept) -> {
            long now = nanos.getAsLong();
            AccountBuckets buckets = kept == null ? AccountBuckets.full(limits, now) : kept;
            answer[0] = work.on(buckets, now);
            return buckets;
        });
        return answer[0];
    }

    /** What is done to the buckets of an account, at a time. */
    @FunctionalInterface
    private interface Work {

        long on(AccountBuckets buckets, long now);
    }

    /** There may be very many accounts, most of which are used for a short time. */
    private void sweep() {
        long now = nanos.getAsLong();
        long last = swept.get();
        if (now - last >= SWEEP && swept.compareAndSet(last, now)) {
            accounts.keySet()
                    .forEach(key -> accounts.computeIfPresent(
                            key, (same, buckets) -> buckets.nanosUntilFull(now) == 0 ? null : buckets));
        }
    }

    /** How many accounts are remembered. */
    int size() {
        return accounts.size();
    }
}
