package dev.signalbox.router.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Limits;
import dev.signalbox.router.resilience.RateLimiter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of {@link RateLimiter}, on a clock that is moved by hand. */
class Bucket4jRateLimiterTests {

    private static final String ID = "x/y";
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;

    /** Like the system's, it may begin below zero. */
    private final AtomicLong nanos = new AtomicLong(-5 * MINUTE);

    private final Bucket4jRateLimiter limiter = new Bucket4jRateLimiter(nanos::get);

    private static Limits requests(int perMinute) {
        return new Limits(null, perMinute, null);
    }

    private static Limits tokens(long perMinute) {
        return new Limits(null, null, perMinute);
    }

    private int taken(Limits limits, long tokens) {
        int count = 0;
        while (limiter.tryAcquire(ID, limits, tokens) == 0) {
            count++;
        }
        return count;
    }

    @Test
    void letsAMinutesRequestsThroughAtOnceAndThenOnePerTurn() {
        Limits limits = requests(60);

        assertThat(taken(limits, 1)).isEqualTo(60);
        assertThat(limiter.tryAcquire(ID, limits, 1)).isEqualTo(SECOND);

        nanos.addAndGet(SECOND - 1);
        assertThat(limiter.tryAcquire(ID, limits, 1)).isEqualTo(1);

        nanos.incrementAndGet();
        assertThat(taken(limits, 1)).isOne();
    }

    @Test
    void refillsNoMoreThanAMinutesWorth() {
        Limits limits = requests(60);
        taken(limits, 1);

        nanos.addAndGet(30 * SECOND);
        assertThat(taken(limits, 1)).isEqualTo(30);

        nanos.addAndGet(10 * MINUTE);
        assertThat(taken(limits, 1)).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({"7, 1", "7, 5", "13, 12", "999983, 271", "30000, 1", "150000000, 149999999"})
    void theTimeNamedIsTheFirstAtWhichItWorks(long perMinute, long wanted) {
        Limits limits = tokens(perMinute);
        limiter.tryAcquire(ID, limits, perMinute);

        long begin = nanos.get();
        for (int round = 1; round <= 20; round++) {
            long wait = limiter.tryAcquire(ID, limits, wanted);
            assertThat(wait).isPositive();
            nanos.addAndGet(wait - 1);
            assertThat(limiter.tryAcquire(ID, limits, wanted)).isOne();
            nanos.incrementAndGet();
            assertThat(limiter.tryAcquire(ID, limits, wanted)).isZero();
            assertThat(nanos.get() - begin).isEqualTo(refillOf(round * wanted, perMinute));
        }
    }

    private static long refillOf(long amount, long perMinute) {
        return BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(MINUTE))
                .divide(BigDecimal.valueOf(perMinute), 0, RoundingMode.CEILING)
                .longValueExact();
    }

    @Test
    void tellsTheSameWithoutTaking() {
        Limits limits = new Limits(null, 2, 100L);

        for (int asked = 0; asked < 10; asked++) {
            assertThat(limiter.nanosUntilFree(ID, limits, 50)).isZero();
        }
        assertThat(taken(limits, 50)).isEqualTo(2);

        long wait = limiter.nanosUntilFree(ID, limits, 50);
        assertThat(wait).isEqualTo(30 * SECOND).isEqualTo(limiter.tryAcquire(ID, limits, 50));
    }

    @Test
    void takesNoRequestWhereTheTokensAreMissing() {
        Limits limits = new Limits(null, 2, 100L);
        limiter.tryAcquire(ID, limits, 80);

        for (int refused = 0; refused < 10; refused++) {
            assertThat(limiter.tryAcquire(ID, limits, 50)).isEqualTo(18 * SECOND);
        }
        assertThat(limiter.tryAcquire(ID, limits, 20)).isZero();
    }

    @Test
    void takesNoTokensWhereTheRequestIsMissing() {
        Limits limits = new Limits(null, 1, 100L);
        limiter.tryAcquire(ID, limits, 10);

        for (int refused = 0; refused < 10; refused++) {
            assertThat(limiter.tryAcquire(ID, limits, 30)).isEqualTo(MINUTE);
        }
        limiter.giveBack(ID, limits, 10);

        assertThat(limiter.tryAcquire(ID, limits, 100)).isZero();
    }

    @Test
    void namesTheLaterOfTwoTimes() {
        Limits limits = new Limits(null, 60, 60L);
        assertThat(limiter.tryAcquire(ID, limits, 60)).isZero();

        assertThat(limiter.tryAcquire(ID, limits, 20)).isEqualTo(20 * SECOND);
    }

    @Test
    void whatWasNotUsedComesBack() {
        Limits limits = tokens(100);
        limiter.tryAcquire(ID, limits, 100);

        limiter.settle(ID, limits, 100, 40);

        assertThat(taken(limits, 1)).isEqualTo(60);
    }

    @Test
    void whatWasUsedBeyondTheEstimateIsADebt() {
        Limits limits = tokens(60);
        limiter.tryAcquire(ID, limits, 10);
        limiter.tryAcquire(ID, limits, 45);

        limiter.settle(ID, limits, 10, 30);

        assertThat(limiter.nanosUntilFree(ID, limits, 5)).isEqualTo(20 * SECOND);
        assertThat(limiter.nanosUntilFree(ID, limits, 0)).isEqualTo(16 * SECOND);
        nanos.addAndGet(20 * SECOND);
        assertThat(taken(limits, 5)).isOne();
    }

    @Test
    void settlingLeavesTheRequestsAlone() {
        Limits limits = new Limits(null, 1, 100L);
        limiter.tryAcquire(ID, limits, 50);

        limiter.settle(ID, limits, 50, 0);

        assertThat(limiter.tryAcquire(ID, limits, 1)).isEqualTo(MINUTE);
    }

    @Test
    void whatWasNeverSentComesBackWhole() {
        Limits limits = new Limits(null, 1, 100L);
        limiter.tryAcquire(ID, limits, 100);

        limiter.giveBack(ID, limits, 100);

        assertThat(limiter.tryAcquire(ID, limits, 100)).isZero();
        assertThat(limiter.tryAcquire(ID, limits, 1)).isPositive();
    }

    @Test
    void nothingComesBackBeyondAMinutesWorth() {
        Limits limits = new Limits(null, 5, 100L);
        limiter.tryAcquire(ID, limits, 60);
        nanos.addAndGet(MINUTE);

        limiter.giveBack(ID, limits, 60);
        limiter.settle(ID, limits, 60, 0);

        assertThat(taken(limits, 20)).isEqualTo(5);
    }

    @Test
    void aRequestLargerThanAMinutesTokensWaitsUntilAllAreThere() {
        Limits limits = tokens(60);
        limiter.tryAcquire(ID, limits, 30);

        assertThat(limiter.tryAcquire(ID, limits, 5_000)).isEqualTo(30 * SECOND);
        nanos.addAndGet(30 * SECOND);
        assertThat(limiter.tryAcquire(ID, limits, 5_000)).isZero();
        limiter.settle(ID, limits, 5_000, 7_000);

        assertThat(limiter.nanosUntilFree(ID, limits, 1)).isEqualTo(SECOND);
        limiter.giveBack(ID, limits, 5_000);
        assertThat(taken(limits, 60)).isOne();
    }

    @Test
    void noReportOfTokensShutsADeploymentForLong() {
        Limits limits = tokens(60);
        limiter.tryAcquire(ID, limits, 10);

        limiter.settle(ID, limits, 10, Long.MAX_VALUE);

        assertThat(limiter.nanosUntilFree(ID, limits, 60)).isEqualTo(MINUTE);
    }

    @Test
    void requestsWithoutTokensCountAsOne() {
        Limits limits = tokens(10);

        assertThat(taken(limits, 0)).isEqualTo(10);
        limiter.settle(ID, limits, 0, 0);
        limiter.giveBack(ID, limits, -1);
        assertThat(taken(limits, 0)).isEqualTo(2);
    }

    @Test
    void deploymentsCountByThemselves() {
        Limits limits = requests(1);

        assertThat(limiter.tryAcquire("a", limits, 1)).isZero();
        assertThat(limiter.tryAcquire("b", limits, 1)).isZero();
        assertThat(limiter.tryAcquire("a", limits, 1)).isPositive();
    }

    @Test
    void onlyChangedLimitsPerMinuteCountAnew() {
        limiter.tryAcquire(ID, new Limits(1, 1, null), 1);

        assertThat(limiter.tryAcquire(ID, new Limits(9, 1, null), 1)).isPositive();
        assertThat(limiter.tryAcquire(ID, new Limits(1, 2, null), 1)).isZero();
    }

    @Test
    void accountsThatAreAsGoodAsNewAreForgotten() {
        Limits limits = new Limits(null, 60, 6_000L);
        for (int tenant = 0; tenant < 1_000; tenant++) {
            limiter.tryAcquire("tenant " + tenant, limits, 10);
        }
        limiter.settle("tenant 7", limits, 10, 12_000);
        limiter.settle("tenant 7", limits, 10, 12_000);

        nanos.addAndGet(MINUTE);
        limiter.tryAcquire(ID, limits, 10);

        assertThat(limiter.size()).isEqualTo(2);
        assertThat(limiter.nanosUntilFree("tenant 7", limits, 1_000)).isPositive();
    }

    @Test
    void askingMakesNoAccount() {
        limiter.nanosUntilFree(ID, requests(1), 10);

        assertThat(limiter.size()).isZero();
    }

    @Test
    void withoutLimitsPerMinuteEverythingIsLetThrough() {
        Limits limits = new Limits(1, null, null);

        for (int call = 0; call < 1_000; call++) {
            assertThat(limiter.tryAcquire(ID, limits, Long.MAX_VALUE)).isZero();
        }
        limiter.settle(ID, limits, 1, Long.MAX_VALUE);
        limiter.giveBack(ID, limits, 1);
        assertThat(limiter.nanosUntilFree(ID, limits, 1)).isZero();
    }

    @Test
    void takesLimitsOfAnySize() {
        Limits limits = new Limits(null, Integer.MAX_VALUE, Long.MAX_VALUE);

        assertThat(limiter.tryAcquire(ID, limits, Long.MAX_VALUE)).isZero();
        assertThat(limiter.nanosUntilFree(ID, limits, Long.MAX_VALUE)).isEqualTo(MINUTE);
        nanos.addAndGet(MINUTE);
        assertThat(limiter.tryAcquire(ID, limits, Long.MAX_VALUE)).isZero();
    }
}
