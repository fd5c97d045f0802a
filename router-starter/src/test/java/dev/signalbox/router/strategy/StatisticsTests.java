package dev.signalbox.router.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTests {

    private static final double ERROR = 100 / 32.0; // percent
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong clock = new AtomicLong(-7 * SECOND); // nano clocks start anywhere
    private final Statistics statistics = new Statistics(clock::get);
    private final DeploymentStatistics seen = statistics.of("p/m");

    @Test
    void keepsOneObjectForEachDeployment() {
        assertThat(statistics.of("p/m")).isSameAs(seen).isNotSameAs(statistics.of("p/other"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.07, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1})
    void readsPercentilesWithinTheStatedError(double percentile) {
        Random random = new Random(11);
        long[] latencies = IntStream.range(0, 1_000)
                .mapToLong(index -> (long) Math.exp(random.nextGaussian() * 2 + Math.log(SECOND)))
                .toArray();

        Arrays.stream(latencies).forEach(latency -> seen.answered(false, latency, latency, 100));

        double[] speeds = Arrays.stream(latencies)
                .mapToDouble(latency -> 100.0 * SECOND / latency)
                .sorted()
                .toArray();
        Arrays.sort(latencies);
        int rank = Math.max(0, (int) Math.ceil(percentile * latencies.length - 1e-9) - 1);
        assertThat(seen.latencyNanos(false, percentile)).isCloseTo(latencies[rank], withinPercentage(ERROR + 0.1));
        assertThat(seen.tokensPerSecond(false, percentile)).isCloseTo(speeds[rank], withinPercentage(ERROR + 0.5));
    }

    @Test
    void countsRanksExactly() {
        answer(7, false, SECOND); // 0.07 * 100 is a little over 7
        answer(93, false, 4 * SECOND);

        assertThat(seen.latencyNanos(false, 0.07)).isCloseTo(SECOND, withinPercentage(ERROR));
        assertThat(seen.latencyNanos(false, 0.08)).isCloseTo(4 * SECOND, withinPercentage(ERROR));
    }

    @Test
    void putsEveryNumberIntoABucketWhoseMiddleIsNear() {
        long number = 1;
        while (number < 1L << 32) {
            assertThat((double) Buckets.middle(Buckets.of(number))).isCloseTo(number, withinPercentage(ERROR));
            number += 1 + number / 97;
        }

        assertThat(Buckets.of(-1)).isZero();
        assertThat(Buckets.of(Long.MAX_VALUE)).isEqualTo(Buckets.COUNT - 1);
    }

    @Test
    void saysNothingBelowFiveAnswers() {
        answer(4, false, SECOND);

        assertThat(seen.latencyNanos(false, 0.5)).isEqualTo(-1);
        assertThat(seen.tokensPerSecond(false, 0.5)).isNaN();

        answer(1, false, SECOND);

        assertThat(seen.latencyNanos(false, 0.5)).isCloseTo(SECOND, withinPercentage(ERROR));
        assertThat(seen.tokensPerSecond(false, 0.5)).isCloseTo(100, withinPercentage(ERROR));
    }

    @Test
    void forgetsAfterFiveMinutes() {
        answer(10, false, SECOND);
        clock.addAndGet(150 * SECOND);
        answer(9, false, 4 * SECOND);

        assertThat(seen.latencyNanos(false, 0.5)).isCloseTo(SECOND, withinPercentage(ERROR));

        clock.addAndGet(150 * SECOND);

        assertThat(seen.latencyNanos(false, 0.5)).isCloseTo(4 * SECOND, withinPercentage(ERROR));

        clock.addAndGet(150 * SECOND);

        assertThat(seen.latencyNanos(false, 0.5)).isEqualTo(-1);

        answer(5, false, 2 * SECOND);

        assertThat(seen.latencyNanos(false, 1)).isCloseTo(2 * SECOND, withinPercentage(ERROR));
    }

    @Test
    void remembersForFourAndAHalfMinutesAtLeast() {
        for (int start = 0; start < 30; start++) {
            DeploymentStatistics fresh = statistics.of("p/" + start);
            IntStream.range(0, 5).forEach(call -> fresh.answered(false, SECOND, SECOND, 1));
            clock.addAndGet(269 * SECOND);

            assertThat(fresh.latencyNanos(false, 0.5)).isPositive();

            clock.addAndGet(31 * SECOND + 1);

            assertThat(fresh.latencyNanos(false, 0.5)).isEqualTo(-1);
            clock.addAndGet(SECOND);
        }
    }

    @Test
    void keepsStreamedAndWholeAnswersApart() {
        answer(5, false, 8 * SECOND);
        IntStream.range(0, 5).forEach(call -> seen.answered(true, SECOND, 3 * SECOND, 100));

        assertThat(seen.latencyNanos(false, 0.5)).isCloseTo(8 * SECOND, withinPercentage(ERROR));
        assertThat(seen.latencyNanos(true, 0.5)).isCloseTo(SECOND, withinPercentage(ERROR));
        assertThat(seen.tokensPerSecond(false, 0.5)).isCloseTo(100, withinPercentage(ERROR));
        assertThat(seen.tokensPerSecond(true, 0.5)).isCloseTo(50, withinPercentage(ERROR));
    }

    @Test
    void takesAStreamThatCameInOnePieceLikeAWholeAnswer() {
        IntStream.range(0, 5).forEach(call -> seen.answered(true, 2 * SECOND, 2 * SECOND + 1_000, 100));

        assertThat(seen.tokensPerSecond(true, 0.5)).isCloseTo(50, withinPercentage(ERROR));
    }

    @Test
    void knowsNoSpeedOfAnswersOfUnknownSize() {
        IntStream.range(0, 9).forEach(call -> seen.answered(false, SECOND, SECOND, 0));

        assertThat(seen.latencyNanos(false, 0.5)).isPositive();
        assertThat(seen.tokensPerSecond(false, 0.5)).isNaN();
    }

    @Test
    void refusesAPercentileThatIsNoShare() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seen.latencyNanos(false, 95))
                .withMessage("The percentile is 95.0. It must be from 0 to 1, for example 0.95.");
        assertThatIllegalArgumentException().isThrownBy(() -> seen.tokensPerSecond(false, Double.NaN));
    }

    @Test
    void losesNothingAmongManyThreads() throws Exception {
        int threads = 8;
        int calls = 4_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch ready = new CountDownLatch(threads);
        Future<?>[] done = new Future<?>[threads];

        for (int thread = 0; thread < threads; thread++) {
            boolean streamed = thread % 2 == 0;
            done[thread] = pool.submit(() -> {
                ready.countDown();
                ready.await();
                for (int call = 0; call < calls; call++) {
                    DeploymentStatistics same = statistics.of("p/busy");
                    same.started(clock.addAndGet(SECOND / 200)); // 160 seconds: five slices begin meanwhile
                    same.answered(streamed, SECOND, 2 * SECOND, 10);
                    same.ended();
                    same.latencyNanos(streamed, 0.5);
                }
                return null;
            });
        }
        for (Future<?> future : done) {
            future.get();
        }
        pool.shutdown();

        DeploymentStatistics busy = statistics.of("p/busy");
        assertThat(busy.inFlight()).isZero();
        assertThat(busy.lastStart()).isEqualTo((long) threads * calls);
        assertThat(busy.answers(true, clock.get())).isEqualTo(threads / 2 * calls);
        assertThat(busy.answers(false, clock.get())).isEqualTo(threads / 2 * calls);
    }

    private void answer(int calls, boolean streamed, long latency) {
        IntStream.range(0, calls).forEach(call -> {
            seen.started(clock.get());
            seen.answered(streamed, latency, latency, 100 * latency / SECOND);
            seen.ended();
        });
    }
}
