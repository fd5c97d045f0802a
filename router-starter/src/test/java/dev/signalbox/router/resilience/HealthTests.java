package dev.signalbox.router.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.resilience.Availability.State;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthTests {

    private static final long SECOND = 1_000_000_000L;
    /** Close to overflow, as a nano clock may be. */
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    private final Health health = new Health(() -> CooldownSettings.DEFAULT, START);
    private long now = START;

    @Test
    void coolsDownForAsLongAsTheProviderAsks() {
        Cooldown cooldown = fail(FailureKind.RATE_LIMITED, Duration.ofSeconds(7));

        assertThat(cooldown).isEqualTo(new Cooldown(FailureKind.RATE_LIMITED, Duration.ofSeconds(7)));
        assertThat(stateAfter(Duration.ofMillis(6_999))).isEqualTo(State.COOLING);
        assertThat(stateAfter(Duration.ofMillis(7_000))).isEqualTo(State.PROBE);
    }

    @Test
    void letsTheLaterOfTwoCooldownsWin() {
        Permit first = acquire();
        Permit second = acquire();
        health.failed(rateLimited(Duration.ofSeconds(30)), first, now);

        Cooldown shorter = health.failed(rateLimited(Duration.ofSeconds(5)), second, now);

        assertThat(shorter).isNull();
        assertThat(stateAfter(Duration.ofSeconds(29))).isEqualTo(State.COOLING);
    }

    @Test
    void doublesItsOwnPauseOnEachRepeatUpToTheMaximum() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(fail(FailureKind.RATE_LIMITED, null).length()).isEqualTo(Duration.ofSeconds(seconds));
            now += seconds * SECOND;
        }
    }

    @Test
    void doesNotCountParallelFailuresOfOneOutageAsRepeats() {
        Permit first = acquire();
        Permit second = acquire();
        health.failed(rateLimited(null), first, now);
        health.failed(rateLimited(null), second, now);
        now += 10 * SECOND;

        assertThat(fail(FailureKind.RATE_LIMITED, null).length()).isLessThanOrEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void letsExactlyOneProbeThroughWithManyThreads() throws Exception {
        fail(FailureKind.RATE_LIMITED, Duration.ofSeconds(1));
        now += SECOND;
        AtomicInteger probes = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(32);
        for (int i = 0; i < 32; i++) {
            threads.execute(() -> {
                await(start);
                Permit permit = health.tryAcquire(now, false);
                probes.addAndGet(permit != null && permit.probe() ? 1 : permit != null ? 100 : 0);
            });
        }

        start.countDown();
        threads.shutdown();

        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(probes).hasValue(1);
    }

    @Test
    void recoversThroughTheProbeOnly() {
        Permit slow = acquire();
        fail(FailureKind.RATE_LIMITED, Duration.ofSeconds(10));

        assertThat(health.succeeded(slow, now)).isFalse();
        assertThat(stateAfter(Duration.ofSeconds(9))).isEqualTo(State.COOLING);

        now += 10 * SECOND;
        assertThat(health.succeeded(acquire(), now)).isTrue();
        assertThat(stateAfter(Duration.ZERO)).isEqualTo(State.FREE);
    }

    @Test
    void givesAnUndecidedProbeBack() {
        fail(FailureKind.RATE_LIMITED, Duration.ofSeconds(1));
        now += SECOND;
        Permit probe = acquire();
        assertThat(health.tryAcquire(now, false)).isNull();

        health.failed(Failure.of(FailureKind.BAD_REQUEST, "bad"), probe, now);

        assertThat(acquire().probe()).isTrue();
    }

    @Test
    void makesRoomForAnotherProbeWhenOneIsNeverDecided() {
        fail(FailureKind.RATE_LIMITED, Duration.ofSeconds(1));
        now += SECOND;
        acquire();

        now += CooldownSettings.DEFAULT.probeTimeout().toNanos();

        assertThat(acquire().probe()).isTrue();
    }

    @Test
    void coolsDownWhenHalfOfAtLeastFiveCallsFail() {
        for (int i = 0; i < 3; i++) {
            health.succeeded(acquire(), now);
        }
        assertThat(fail(FailureKind.SERVER, null)).isNull();
        assertThat(fail(FailureKind.SERVER, null)).isNull();

        assertThat(fail(FailureKind.NETWORK, null)).isNotNull();
        assertThat(health.availability(now).soft()).isTrue();
        assertThat(health.tryAcquire(now, false)).isNull();
        assertThat(health.tryAcquire(now, true)).isEqualTo(Permit.ORDINARY);
    }

    @Test
    void forgetsFailuresThatAreOlderThanTheWindow() {
        for (int i = 0; i < 4; i++) {
            fail(FailureKind.SERVER, null);
        }

        now += Duration.ofSeconds(61).toNanos();

        assertThat(fail(FailureKind.SERVER, null)).isNull();
    }

    @Test
    void staysDisabledOnceTheProviderDoesNotKnowTheModel() {
        fail(FailureKind.MODEL_NOT_FOUND, null);

        assertThat(stateAfter(Duration.ofDays(1))).isEqualTo(State.DISABLED);
    }

    @Test
    void countsEveryCallOfManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CooldownSettings strict =
                CooldownSettings.builder().minCalls(80_000).failureRate(1).build();
        Health shared = new Health(() -> strict, now);
        AtomicInteger cooldowns = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            threads.execute(() -> {
                for (int call = 0; call < 10_000; call++) {
                    Failure failure = Failure.of(FailureKind.SERVER, "down");
                    cooldowns.addAndGet(shared.failed(failure, Permit.ORDINARY, now) == null ? 0 : 1);
                }
            });
        }

        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(cooldowns).hasValue(1);
    }

    private Permit acquire() {
        Permit permit = health.tryAcquire(now, false);
        assertThat(permit).isNotNull();
        return permit;
    }

    private Cooldown fail(FailureKind kind, Duration retryAfter) {
        return health.failed(new Failure(kind, null, retryAfter, "", null), acquire(), now);
    }

    private static Failure rateLimited(Duration retryAfter) {
        return new Failure(FailureKind.RATE_LIMITED, 429, retryAfter, "", null);
    }

    private State stateAfter(Duration time) {
        return health.availability(now + time.toNanos()).state();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
