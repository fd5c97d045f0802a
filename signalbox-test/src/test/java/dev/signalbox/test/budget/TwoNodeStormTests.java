package dev.signalbox.test.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.budget.BudgetBalance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import lombok.extern.slf4j.Slf4j;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two processes of 64 threads each under one hard budget in each of the shared stores, with slices and without. */
@Slf4j
class TwoNodeStormTests {

    private static final int NODES = 2;
    /** By so much may what is under way at the end have been estimated too low. */
    private static final long WORST_ERROR = NODES * StormNode.THREADS * 2 * StormNode.DEAREST;

    /** What a killed process had under way: two attempts at most of each thread. */
    private static final long UNDER_WAY = StormNode.THREADS * 2 * StormNode.DEAREST;
    /** What its ledger may lose. */
    private static final long LOST = 1_000 * StormNode.DEAREST;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, 0", "POSTGRESQL, 2", "SQLITE, 0", "SQLITE, 2", "REDIS, 0", "REDIS, 2"})
    void holdsAndAddsUp(SharedStore.Kind kind, int slice) throws Exception {
        storm(kind, slice, 400);
    }

    @Tag("trials")
    @ParameterizedTest
    @CsvSource({"POSTGRESQL, 0", "POSTGRESQL, 2", "SQLITE, 0", "SQLITE, 2", "REDIS, 0", "REDIS, 2"})
    void holdsAndAddsUpForLong(SharedStore.Kind kind, int slice) throws Exception {
        storm(kind, slice, 5_000);
    }

    private void storm(SharedStore.Kind kind, int slice, int calls) throws Exception {
        long limit = calls / 2 * StormNode.DEAREST;
        try (SharedStore shared = SharedStore.open(kind, folder)) {
            StormProcess one = StormProcess.start(shared, slice, limit, calls, 1);
            StormProcess other = StormProcess.start(shared, slice, limit, calls, 1);
            one.awaitEnd();
            other.awaitEnd();

            BudgetBalance balance = shared.balance(limit);
            log.info(
                    "{} slice {} %: limit {}, used {}, over {}, refused {} and {}",
                    kind, slice, limit, balance.used(), balance.used() - limit, one.refused(), other.refused());
            assertThat(balance.used()).isLessThanOrEqualTo(limit + WORST_ERROR).isGreaterThan(limit / 2);
            assertThat(balance.used()).isEqualTo(one.cost() + other.cost());
            assertThat(shared.ledgerCost()).isEqualTo(balance.used());
            assertThat(balance.reserved()).isZero();
            assertThat(one.refused() + other.refused()).isPositive();
        }
    }

    @Test
    void getsBackWhatAKilledNodeHadReserved() throws Exception {
        killedInTheStorm(SharedStore.Kind.POSTGRESQL, 0);
    }

    @Tag("trials")
    @RepeatedTest(20)
    void getsBackWhatAKilledNodeHadReservedAgainAndAgain() throws Exception {
        killedInTheStorm(SharedStore.Kind.POSTGRESQL, 0);
    }

    @Tag("trials")
    @ParameterizedTest
    @CsvSource({"POSTGRESQL, 2", "SQLITE, 0", "REDIS, 0", "REDIS, 2"})
    void getsBackWhatAKilledNodeHadReservedInOtherStores(SharedStore.Kind kind, int slice) throws Exception {
        killedInTheStorm(kind, slice);
    }

    private void killedInTheStorm(SharedStore.Kind kind, int slice) throws Exception {
        long limit = 10_000_000 * StormNode.DEAREST;
        try (SharedStore shared = SharedStore.open(kind, folder)) {
            StormProcess killed = StormProcess.start(shared, slice, limit, 1_000_000, 500);
            StormProcess other = StormProcess.start(shared, slice, limit, 1_000_000, 500);
            killed.awaitWarm();
            other.awaitWarm();

            killed.kill();
            other.stop();
            other.awaitEnd();
            awaitReleased(shared, limit);

            long said = killed.cost() + other.cost();
            long used = shared.balance(limit).used();
            long uncounted = slice == 0 ? UNDER_WAY : UNDER_WAY + LOST;
            log.info(
                    "{} slice {} %: said {}, used {}, difference {}, ledger {}",
                    kind, slice, said, used, used - said, shared.ledgerCost() - said);
            assertThat(used).isBetween(said - uncounted, said + UNDER_WAY);
            assertThat(shared.ledgerCost()).isBetween(said - LOST, said + UNDER_WAY);
        }
    }

    /** It takes the time for which a node counts as alive of which nothing is heard. */
    private static void awaitReleased(SharedStore shared, long limit) {
        for (int tries = 0; tries < 900 && shared.balance(limit).reserved() > 0; tries++) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertThat(shared.balance(limit).reserved()).isZero();
    }
}
