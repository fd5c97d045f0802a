package dev.signalbox.router.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Limits;
import dev.signalbox.router.resilience.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads within one minute that stands still. */
class ConcurrentLimitTests {

    private static final int THREADS = 64;
    private static final int ROUNDS = 500;
    private static final String ID = "x/y";

    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    private final AtomicLong nanos = new AtomicLong();
    private final RateLimiter limiter = new Bucket4jRateLimiter(nanos::get);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    /** What all threads together got, each running its work as often as there are rounds. */
    private long sum(IntToLongFunction work) {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<CompletableFuture<Long>> sums = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            sums.add(CompletableFuture.supplyAsync(() -> sumOfRounds(start, work), executor));
        }
        return sums.stream().mapToLong(CompletableFuture::join).sum();
    }

    private static long sumOfRounds(CyclicBarrier start, IntToLongFunction work) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            sum += work.applyAsLong(round);
        }
        return sum;
    }

    private long take(Limits limits, long tokens) {
        return limiter.tryAcquire(ID, limits, tokens) == 0 ? 1 : 0;
    }

    @Test
    void grantsExactlyTheRequestsOfAMinute() {
        Limits limits = new Limits(null, 1_000, 1_000_000L);

        assertThat(sum(round -> take(limits, 7))).isEqualTo(1_000);
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(sum(round -> take(limits, 7))).isEqualTo(500);
    }

    @Test
    void grantsExactlyTheTokensOfAMinute() {
        Limits limits = new Limits(null, 100_000, 10_000L);

        assertThat(sum(round -> 3 * take(limits, 3))).isEqualTo(9_999);
        assertThat(limiter.tryAcquire(ID, limits, 1)).isZero();
        assertThat(limiter.tryAcquire(ID, limits, 1)).isPositive();
    }

    @Test
    void refusedTokensNeverHideARequestFromOthers() {
        Limits limits = new Limits(null, 1_000, 1_001L);
        limiter.tryAcquire(ID, limits, 1);

        long granted = sum(round -> round % 2 == 0 ? take(limits, 1_001) : take(limits, 1));

        assertThat(granted).isEqualTo(999);
    }

    @Test
    void whatIsGivenBackAndSettledAddsUp() {
        Limits limits = new Limits(null, 1_000_000, 1_000_000L);

        sum(round -> {
            long taken = take(limits, 10);
            if (round % 2 == 0) {
                limiter.giveBack(ID, limits, 10);
            } else {
                limiter.settle(ID, limits, 10, 13);
            }
            return taken;
        });

        long used = 13L * THREADS * ROUNDS / 2;
        assertThat(limiter.tryAcquire(ID, limits, 1_000_000 - used)).isZero();
        assertThat(limiter.tryAcquire(ID, limits, 1)).isPositive();
    }
}
