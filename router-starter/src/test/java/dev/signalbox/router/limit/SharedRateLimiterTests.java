package dev.signalbox.router.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.limit.SharedRateLimiter.OnFailure;
import dev.signalbox.router.limit.SharedRateLimiter.Settings;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.resilience.RateLimitStore.Kept;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.resilience.RateLimiterUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Nodes that share a store, on a clock that is moved by hand; what would run on other threads runs at once. */
class SharedRateLimiterTests {

    private static final String ID = "rate-limit tenant acme";
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final Limits BOTH = new Limits(null, 60, 6_000L);

    private final AtomicLong nanos = new AtomicLong(-5 * MINUTE);
    private final AtomicLong epoch = new AtomicLong(1_800_000_000 * SECOND);
    private final MapRateLimitStore store = new MapRateLimitStore(epoch::get);
    private final SharedRateLimiter limiter = node(OnFailure.REFUSE, Runnable::run);

    private SharedRateLimiter node(OnFailure onFailure, Executor executor) {
        return new SharedRateLimiter(store, new Settings(Duration.ofSeconds(5), onFailure), executor, nanos::get);
    }

    private void advance(long time) {
        nanos.addAndGet(time);
        epoch.addAndGet(time);
    }

    private static int taken(RateLimiter limiter, Limits limits, long tokens) {
        int count = 0;
        while (limiter.tryAcquire(ID, limits, tokens) == 0) {
            count++;
        }
        return count;
    }

    @Test
    void nodesCountTogether() {
        RateLimiter other = node(OnFailure.REFUSE, Runnable::run);

        for (int call = 0; call < 20; call++) {
            assertThat(limiter.tryAcquire(ID, BOTH, 10)).isZero();
            assertThat(other.tryAcquire(ID, BOTH, 10)).isZero();
        }

        assertThat(taken(other, BOTH, 10)).isEqualTo(20);
        assertThat(limiter.tryAcquire(ID, BOTH, 10)).isEqualTo(SECOND);
    }

    @Test
    void theTimeNamedIsTheFirstAtWhichItWorks() {
        Limits limits = new Limits(null, null, 999_983L);
        limiter.tryAcquire(ID, limits, 999_983);

        for (int round = 0; round < 20; round++) {
            long wait = limiter.tryAcquire(ID, limits, 271);
            assertThat(wait).isPositive();
            advance(wait - 1);
            assertThat(limiter.tryAcquire(ID, limits, 271)).isOne();
            advance(1);
            assertThat(limiter.tryAcquire(ID, limits, 271)).isZero();
        }
    }

    @Test
    void requestsAndTokensAreTakenTogetherOrNotAtAll() {
        Limits limits = new Limits(null, 2, 100L);
        limiter.tryAcquire(ID, limits, 80);

        assertThat(limiter.tryAcquire(ID, limits, 50)).isEqualTo(18 * SECOND);
        assertThat(limiter.tryAcquire(ID, limits, 20)).isZero();
        assertThat(limiter.tryAcquire(ID, limits, 1)).isEqualTo(30 * SECOND);
    }

    @Test
    void whatWasNotUsedComesBackAndWhatWasUsedBeyondIsOwed() {
        Limits limits = new Limits(null, null, 600L);
        limiter.tryAcquire(ID, limits, 500);

        limiter.settle(ID, limits, 500, 100);
        assertThat(limiter.tryAcquire(ID, limits, 500)).isZero();
        limiter.settle(ID, limits, 500, 560);

        assertThat(limiter.nanosUntilFree(ID, limits, 1)).isPositive();
        assertThat(limiter.tryAcquire(ID, limits, 1)).isEqualTo(61 * SECOND / 10);
    }

    @Test
    void whatWasNeverSentComesBackWhole() {
        Limits limits = new Limits(null, 1, 100L);
        limiter.tryAcquire(ID, limits, 100);
        assertThat(limiter.tryAcquire(ID, limits, 100)).isPositive();

        limiter.giveBack(ID, limits, 100);

        assertThat(limiter.tryAcquire(ID, limits, 100)).isZero();
    }

    @Test
    void whatIsKnownIsNotAskedAgain() {
        taken(limiter, BOTH, 10);
        int asked = store.updates.get();

        assertThat(taken(limiter, BOTH, 10)).isZero();
        assertThat(limiter.nanosUntilFree(ID, BOTH, 10)).isEqualTo(SECOND);

        assertThat(store.updates).hasValue(asked);
    }

    @Test
    void askingAheadAsksNoStore() {
        assertThat(limiter.nanosUntilFree(ID, BOTH, 10)).isZero();

        assertThat(store.updates).hasValue(0);
    }

    @Test
    void whatIsKeptExpiresWhenItMeansNothingAnyMore() {
        limiter.tryAcquire(ID, BOTH, 3_000);

        assertThat(store.accounts.values()).extracting(Kept::expiry).containsExactly(Duration.ofSeconds(30 + 60));
    }

    @Test
    void whatHasExpiredIsDeletedOnceAMinute() {
        limiter.tryAcquire(ID, BOTH, 10);
        assertThat(store.accounts).hasSize(1);

        advance(MINUTE);
        limiter.tryAcquire("another", BOTH, 10);

        assertThat(store.accounts)
                .hasSize(1)
                .allSatisfy((account, kept) -> assertThat(account).startsWith("another"));
    }

    @Test
    void aClockThatWasSetBackDoesNotShutTheAccount() {
        taken(limiter, BOTH, 10);

        epoch.addAndGet(-60 * MINUTE);
        nanos.addAndGet(MINUTE);

        assertThat(taken(limiter, BOTH, 10)).isEqualTo(60);
    }

    @Test
    void whatCannotBeReadBeginsAnew() {
        limiter.tryAcquire(ID, BOTH, 10);
        store.accounts.replaceAll((account, kept) -> new Kept(new byte[] {9, 9, 9}, Duration.ofHours(1)));

        assertThat(taken(limiter, BOTH, 10)).isEqualTo(60);
    }

    @Test
    void whileTheStoreIsAwayCallsAreRefusedWithoutAskingItEachTime() {
        limiter.tryAcquire(ID, BOTH, 10);
        store.down = true;
        int asked = store.updates.get();

        for (int call = 0; call < 10; call++) {
            assertThatThrownBy(() -> limiter.tryAcquire(ID, BOTH, 10))
                    .isInstanceOf(RateLimiterUnavailableException.class)
                    .hasMessageContaining("on-failure: allow");
        }

        assertThat(store.updates).hasValue(asked + 1);
        assertThat(limiter.nanosUntilFree(ID, BOTH, 10)).isEqualTo(SECOND);
        assertThat(limiter.failures()).isOne();
    }

    @Test
    void aStoreThatIsBackIsFoundAfterASecond() {
        store.down = true;
        assertThatThrownBy(() -> limiter.tryAcquire(ID, BOTH, 10)).isNotNull();
        store.down = false;

        advance(SECOND);

        assertThat(limiter.nanosUntilFree(ID, BOTH, 10)).isZero();
        assertThat(taken(limiter, BOTH, 10)).isEqualTo(60);
    }

    @Test
    void ifSetSoCallsGoOnAndWhatTheyUsedIsOwed() {
        RateLimiter allowing = node(OnFailure.ALLOW, Runnable::run);
        store.down = true;
        for (int call = 0; call < 3; call++) {
            assertThat(allowing.tryAcquire(ID, BOTH, 1_000)).isZero();
        }
        store.down = false;
        advance(SECOND);

        allowing.settle(ID, BOTH, 1_000, 2_000);
        allowing.settle(ID, BOTH, 1_000, 500);
        allowing.giveBack(ID, BOTH, 1_000);

        assertThat(allowing.tryAcquire(ID, BOTH, 3_500)).isZero();
        assertThat(allowing.tryAcquire(ID, BOTH, 1)).isPositive();
        advance(MINUTE / 6_000 + 1);
        allowing.settle(ID, BOTH, 3_500, 0);
        assertThat(taken(allowing, BOTH, 1)).isEqualTo(57);
    }

    @Test
    void aStoreThatIsSlowIsNotWaitedForAndWhatItTakesTooLateComesBack() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        RateLimiter slow = new SharedRateLimiter(
                store,
                new Settings(Duration.ofNanos(1), OnFailure.REFUSE),
                runnable -> {
                    if (store.updates.get() == 0) {
                        runnable.run();
                    } else {
                        waiting.add(runnable);
                    }
                },
                nanos::get);
        Limits one = new Limits(null, 1, null);
        slow.tryAcquire("first", one, 1);

        assertThatThrownBy(() -> slow.tryAcquire(ID, one, 1)).isInstanceOf(RateLimiterUnavailableException.class);
        advance(SECOND);
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }

        assertThat(limiter.tryAcquire(ID, one, 1)).isZero();
    }

    @Test
    void whoIsInterruptedGoesAtOnceAndTakesNothing() {
        CompletableFuture<Runnable> late = new CompletableFuture<>();
        RateLimiter slow = node(OnFailure.REFUSE, late::complete);
        Limits one = new Limits(null, 1, null);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> slow.tryAcquire(ID, one, 1)).isInstanceOf(RateLimiterUnavailableException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void afterTheExecutorIsClosedNobodyIsLetThrough() {
        RateLimiter closed = node(OnFailure.REFUSE, runnable -> {
            throw new RejectedExecutionException();
        });

        assertThatThrownBy(() -> closed.tryAcquire(ID, BOTH, 1)).isInstanceOf(RateLimiterUnavailableException.class);
        closed.settle(ID, BOTH, 1, 2);
    }

    @Test
    void withoutLimitsPerMinuteTheStoreIsLeftAlone() {
        Limits limits = new Limits(1, null, null);

        assertThat(limiter.tryAcquire(ID, limits, 1)).isZero();
        limiter.settle(ID, limits, 1, 2);
        limiter.giveBack(ID, limits, 1);
        assertThat(limiter.nanosUntilFree(ID, limits, 1)).isZero();

        assertThat(store.updates).hasValue(0);
    }

    @Test
    void limitsThatChangeCountAnew() {
        limiter.tryAcquire(ID, new Limits(null, 1, null), 1);

        assertThat(limiter.tryAcquire(ID, new Limits(null, 2, null), 1)).isZero();
        assertThat(limiter.tryAcquire(ID, new Limits(9, 1, null), 1)).isPositive();
    }
}
