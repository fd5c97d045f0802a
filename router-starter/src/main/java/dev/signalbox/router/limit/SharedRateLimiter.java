package dev.signalbox.router.limit;

import dev.signalbox.router.limit.KnownWaits.Wait;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.resilience.RateLimitStore;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.resilience.RateLimiterUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import lombok.extern.slf4j.Slf4j;

/**
 * Limits by token buckets in a store that several nodes share; needs {@code com.bucket4j:bucket4j_jdk17-core}. Requests and
 * tokens of an account are one record, so that both are taken in one step. A call waits for the store when it takes, for a
 * set time at most, and never when it ends.
 *
 * <p>While the store fails, requests are refused or let through, as set. Of those let through, what they use is owed if the
 * store is back when they end. What cannot be settled stays as estimated.
 */
@Slf4j
public final class SharedRateLimiter implements RateLimiter {

    private static final Duration SWEEP = Duration.ofMinutes(1);
    /** The store may have to make its tables first. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    private final KnownWaits waits = new KnownWaits();
    private final UncountedUse uncounted = new UncountedUse();
    private final AtomicLong swept;
    private final RateLimitStore store;
    private final Settings settings;
    private final Executor executor;
    private final LongSupplier nanos;
    private final StoreCondition condition;
    private final Settlements settlements;

    /**
     * What happens while the store is slow or away.
     *
     * @param timeout how long a call waits for it
     * @param onFailure what happens to requests when that has passed, or when the store fails
     */
    public record Settings(Duration timeout, OnFailure onFailure) {}

    /** What happens to requests while the store fails. */
    public enum OnFailure {
        /** They are refused. */
        REFUSE,
        /** They are let through. */
        ALLOW
    }

    /**
     * Asks nobody yet.
     *
     * @param executor on whose threads the store is asked; must never make one wait for another
     * @param nanos a monotonic clock of this node, in nanoseconds
     */
    public SharedRateLimiter(RateLimitStore store, Settings settings, Executor executor, LongSupplier nanos) {
        this.store = store;
        this.settings = settings;
        this.executor = executor;
        this.nanos = nanos;
        this.condition = new StoreCondition(nanos);
        this.settlements = new Settlements(executor);
        this.swept = new AtomicLong(nanos.getAsLong());
    }

    @Override
    public long tryAcquire(String account, Limits limits, long tokens) {
        if (!limits.perMinute()) {
            return 0;
        }
        AccountKey key = AccountKey.of(account, limits);
        long known = waits.nanos(key, tokens, nanos.getAsLong());
        if (known > 0) {
            return known;
        }
        if (!condition.enter()) {
            return withoutStore(key);
        }
        sweep();
        return ask(key, limits, tokens);
    }

    private long ask(AccountKey key, Limits limits, long tokens) {
        CompletableFuture<Long> answer;
        try {
            answer = CompletableFuture.supplyAsync(() -> take(key, limits, tokens), executor);
        } catch (RejectedExecutionException closed) {
            condition.failed(closed, consequence());
            return withoutStore(key);
        }
        try {
            long wait = answer.get(patience().toNanos(), TimeUnit.NANOSECONDS);
            condition.works();
            return wait;
        } catch (ExecutionException e) {
            condition.failed(e.getCause() == null ? e : e.getCause(), consequence());
            return withoutStore(key);
        } catch (TimeoutException e) {
            condition.failed(e, consequence());
        } catch (InterruptedException e) {
            condition.left();
            Thread.currentThread().interrupt();
        }
        return beforeAnswer(answer, key, limits, tokens);
    }

    private Duration patience() {
        Duration timeout = settings.timeout();
        return condition.isKnown() || timeout.compareTo(FIRST) > 0 ? timeout : FIRST;
    }

    private long take(AccountKey key, Limits limits, long tokens) {
        long[] wait = new long[1];
        update(key, limits, tokens, (buckets, now) -> {
            wait[0] = buckets.tryTake(tokens, now);
            return wait[0] == 0;
        });
        return wait[0];
    }

    /** What is done to buckets; answers whether that has changed them. */
    @FunctionalInterface
    private interface Work {

        boolean on(AccountBuckets buckets, long now);
    }

    /** Does that, and notes how long so many tokens would have to wait after it. */
    private void update(AccountKey key, Limits limits, long tokens, Work work) {
        Wait[] wait = new Wait[1];
        store.update(key.toString(), (kept, now) -> {
            AccountBuckets buckets = KeptBuckets.read(limits, kept, now);
            boolean changed = work.on(buckets, now);
            wait[0] = Wait.of(buckets, tokens, now, nanos.getAsLong());
            return changed ? KeptBuckets.write(buckets, now) : null;
        });
        waits.note(key, wait[0], nanos.getAsLong());
    }

    private String consequence() {
        return settings.onFailure() == OnFailure.ALLOW
                ? "what is under one is let through until it is back"
                : "what is under one is refused until it is back";
    }

    private long withoutStore(AccountKey key) {
        if (settings.onFailure() == OnFailure.ALLOW) {
            uncounted.add(key);
            return 0;
        }
        throw unavailable();
    }

    /** The store may take it yet: what the caller was told counts. */
    private long beforeAnswer(CompletableFuture<Long> answer, AccountKey key, Limits limits, long tokens) {
        boolean allowed = settings.onFailure() == OnFailure.ALLOW;
        answer.whenComplete((wait, thrown) -> {
            boolean taken = thrown == null && wait == 0;
            if (allowed && !taken) {
                uncounted.add(key);
            } else if (!allowed && taken) {
                settleLater(key, limits, (buckets, now) -> buckets.giveBack(tokens, now));
            }
        });
        if (allowed) {
            return 0;
        }
        throw unavailable();
    }

    private RateLimiterUnavailableException unavailable() {
        long pause = Math.max(condition.pause(), TimeUnit.MILLISECONDS.toNanos(1));
        return new RateLimiterUnavailableException(
                "the store of rate limits has failed, so that nobody knows whether the call is within them. Write"
                        + " 'signalbox.stores.rate-limits.on-failure: allow' to let calls through meanwhile",
                Duration.ofNanos(pause),
                null);
    }

    @Override
    public long nanosUntilFree(String account, Limits limits, long tokens) {
        if (!limits.perMinute()) {
            return 0;
        }
        long known = waits.nanos(AccountKey.of(account, limits), tokens, nanos.getAsLong());
        return settings.onFailure() == OnFailure.REFUSE ? Math.max(known, condition.pause()) : known;
    }

    @Override
    public void settle(String account, Limits limits, long estimated, long used) {
        AccountKey key = AccountKey.of(account, limits);
        if (limits.perMinute() && uncounted.remove(key)) {
            settleLater(key, limits, (buckets, now) -> buckets.owe(used, now));
        } else if (limits.tokensPerMinute() != null && used != estimated) {
            settleLater(key, limits, (buckets, now) -> buckets.settle(estimated, used, now));
        }
    }

    @Override
    public void giveBack(String account, Limits limits, long tokens) {
        AccountKey key = AccountKey.of(account, limits);
        if (limits.perMinute() && !uncounted.remove(key)) {
            settleLater(key, limits, (buckets, now) -> buckets.giveBack(tokens, now));
        }
    }

    /** What is done to buckets when a call has ended. */
    @FunctionalInterface
    private interface Booking {

        void on(AccountBuckets buckets, long now);
    }

    private void settleLater(AccountKey key, Limits limits, Booking booking) {
        settlements.add(() -> {
            if (condition.enter()) {
                settle(key, limits, booking);
            }
        });
    }

    private void settle(AccountKey key, Limits limits, Booking booking) {
        try {
            update(key, limits, 1, (buckets, now) -> {
                booking.on(buckets, now);
                return true;
            });
            condition.works();
        } catch (RuntimeException e) {
            condition.failed(e, consequence());
        }
    }

    /** There may be very many accounts, most of which are used for a short time. */
    private void sweep() {
        long now = nanos.getAsLong();
        long last = swept.get();
        if (now - last >= SWEEP.toNanos() && swept.compareAndSet(last, now)) {
            settlements.add(this::deleteExpired);
        }
    }

    private void deleteExpired() {
        try {
            store.deleteExpired();
        } catch (RuntimeException e) {
            log.debug("What has expired of rate limits could not be deleted", e);
        }
    }

    /** How often the store has failed, or was too slow. */
    public long failures() {
        return condition.failures();
    }
}
