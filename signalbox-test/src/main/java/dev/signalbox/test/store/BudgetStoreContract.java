package dev.signalbox.test.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetAnswer;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetClaim;
import dev.signalbox.router.budget.BudgetReservation;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.budget.BudgetStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link BudgetStore} does. */
public abstract class BudgetStoreContract {

    /** For owners that must not die while a test runs. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final BudgetSpan NOW = new BudgetSpan(1_000, 1_000);
    private static final BudgetAccount ACME = new BudgetAccount("tenant-day", "acme");
    private static final BudgetAccount ALL = new BudgetAccount("all", "");
    private static final String NODE = "node";
    private static final long LIMIT = 100;

    private BudgetStore store;

    /** A store in which nothing is counted and no limit is set. */
    protected abstract BudgetStore emptyStore();

    /**
     * Another store that counts in the same place, as another node would.
     *
     * @param first what {@link #emptyStore} gave; the answer itself, where there is only one node
     */
    protected BudgetStore anotherNode(BudgetStore first) {
        return first;
    }

    /** Makes one for each test, with one node that is alive. */
    @BeforeEach
    void open() {
        store = emptyStore();
        store.heartbeat(NODE, LONG);
    }

    private static BudgetClaim claim(BudgetAccount account, long amount) {
        return new BudgetClaim(account, NOW, LIMIT, true, amount);
    }

    private BudgetAnswer reserve(String id, BudgetClaim... claims) {
        return reserveAs(NODE, id, claims);
    }

    private BudgetAnswer reserveAs(String owner, String id, BudgetClaim... claims) {
        return store.reserve(new BudgetReservation(id, owner, List.of(claims)));
    }

    private BudgetBalance acme() {
        return store.balance(ACME, NOW, LIMIT);
    }

    private static void await(BooleanSupplier condition) {
        for (int tries = 0; tries < 3_000 && !condition.getAsBoolean(); tries++) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** An account of which nobody has heard has used nothing. */
    @Test
    protected void beginsWithNothing() {
        assertThat(acme()).isEqualTo(new BudgetBalance(ACME, LIMIT, 0, 0));
        assertThat(store.balances("tenant-day", NOW, LIMIT, 10)).isEmpty();
    }

    /** What is reserved is kept until it is settled; what was not used comes back. */
    @Test
    protected void reservesAndSettles() {
        BudgetAnswer answer = reserve("r-1", claim(ACME, 60));
        assertThat(answer.granted()).isTrue();
        assertThat(answer.balances()).containsExactly(new BudgetBalance(ACME, LIMIT, 0, 60));

        store.settle("r-1", List.of(25L), true);

        assertThat(acme()).isEqualTo(new BudgetBalance(ACME, LIMIT, 25, 0));
    }

    /** The limit itself may be used up, and nothing beyond. */
    @Test
    protected void refusesWhatPassesTheLimit() {
        assertThat(reserve("r-1", claim(ACME, 100)).granted()).isTrue();

        BudgetAnswer refused = reserve("r-2", claim(ACME, 1));

        assertThat(refused.granted()).isFalse();
        assertThat(refused.balances()).containsExactly(new BudgetBalance(ACME, LIMIT, 0, 100));
        store.settle("r-1", List.of(0L), true);
        assertThat(reserve("r-2", claim(ACME, 1)).granted()).isTrue();
    }

    /** One claim that does not fit, and none is granted. */
    @Test
    protected void reservesAllOrNothing() {
        reserve("r-1", claim(ALL, 95));

        BudgetAnswer refused = reserve("r-2", claim(ACME, 10), claim(ALL, 10));

        assertThat(refused.granted()).isFalse();
        assertThat(refused.balances())
                .extracting(BudgetBalance::account, BudgetBalance::reserved)
                .containsExactly(tuple(ACME, 0L), tuple(ALL, 95L));
        assertThat(acme().reserved()).isZero();
    }

    /** A claim that is not hard is granted whatever was used, and counted. */
    @Test
    protected void grantsSoftClaimsBeyondTheLimit() {
        BudgetClaim soft = new BudgetClaim(ACME, NOW, LIMIT, false, 150);

        assertThat(reserve("r-1", soft).granted()).isTrue();
        store.settle("r-1", List.of(170L), true);

        assertThat(acme().used()).isEqualTo(170);
        assertThat(acme().left()).isEqualTo(-70);
        assertThat(reserve("r-2", claim(ACME, 0)).granted()).isFalse();
    }

    /** Whoever did not hear the answer asks again. */
    @Test
    protected void countsAReservationOnceHoweverOftenItIsAsked() {
        reserve("r-1", claim(ACME, 60));

        BudgetAnswer again = reserve("r-1", claim(ACME, 60));

        assertThat(again.granted()).isTrue();
        assertThat(acme().reserved()).isEqualTo(60);
    }

    /** A settlement that is repeated, or comes for something unknown, books nothing. */
    @Test
    protected void countsASettlementOnceHoweverOftenItIsSaid() {
        reserve("r-1", claim(ACME, 60));

        store.settle("r-1", List.of(10L), false);
        store.settle("r-1", List.of(10L), false);
        assertThat(acme()).isEqualTo(new BudgetBalance(ACME, LIMIT, 10, 50));
        store.settle("r-1", List.of(30L), true);
        store.settle("r-1", List.of(30L), true);
        store.settle("r-0", List.of(30L), true);

        assertThat(acme()).isEqualTo(new BudgetBalance(ACME, LIMIT, 30, 0));
    }

    /** Estimates are sometimes too low. */
    @Test
    protected void booksMoreThanWasReserved() {
        reserve("r-1", claim(ACME, 10));

        store.settle("r-1", List.of(25L), false);
        assertThat(acme()).isEqualTo(new BudgetBalance(ACME, LIMIT, 25, 0));
        store.settle("r-1", List.of(130L), true);

        assertThat(acme().used()).isEqualTo(130);
    }

    /** Each claim is settled by its own amount. */
    @Test
    protected void settlesEachClaim() {
        reserve("r-1", claim(ALL, 50), claim(ACME, 20));

        store.settle("r-1", List.of(40L, 10L), true);

        assertThat(store.balance(ALL, NOW, LIMIT).used()).isEqualTo(40);
        assertThat(acme().used()).isEqualTo(10);
    }

    /** Amounts near the end of what a long holds are exact. */
    @Test
    protected void isExactBeyondTheDigitsOfADouble() {
        long limit = 9_000_000_000_000_000_001L;
        BudgetClaim large = new BudgetClaim(ACME, NOW, limit, true, 9_000_000_000_000_000_000L);
        BudgetClaim one = new BudgetClaim(ACME, NOW, limit, true, 1);

        assertThat(reserve("r-1", large).granted()).isTrue();
        assertThat(reserve("r-2", one).granted()).isTrue();
        assertThat(reserve("r-3", one).granted()).isFalse();
        store.settle("r-1", List.of(8_999_999_999_999_999_999L), true);

        assertThat(store.balance(ACME, NOW, limit))
                .isEqualTo(new BudgetBalance(ACME, limit, 8_999_999_999_999_999_999L, 1));
        assertThat(reserve("r-4", one).granted()).isTrue();
        assertThat(reserve("r-5", one).granted()).isFalse();
    }

    /** Use leaves with its slot; what is settled late is booked to the slot of its reservation. */
    @Test
    protected void countsTheSlotsOfASpan() {
        reserve("r-1", new BudgetClaim(ACME, new BudgetSpan(1_000, 3_000), LIMIT, true, 70));
        reserve("r-2", new BudgetClaim(ACME, new BudgetSpan(2_000, 4_000), LIMIT, true, 20));
        store.settle("r-2", List.of(20L), true);
        store.settle("r-1", List.of(70L), true);

        assertThat(store.balance(ACME, new BudgetSpan(3_000, 5_000), LIMIT).used())
                .isEqualTo(90);
        assertThat(store.balance(ACME, new BudgetSpan(4_000, 6_000), LIMIT).used())
                .isEqualTo(20);
        assertThat(store.balance(ACME, new BudgetSpan(1_000, 3_000), LIMIT).used())
                .isEqualTo(70);
        assertThat(reserve("r-3", new BudgetClaim(ACME, new BudgetSpan(4_000, 6_000), LIMIT, true, 80))
                        .granted())
                .isTrue();
    }

    /** A limit that was set is that of all subjects and nodes. */
    @Test
    protected void takesALimitThatWasSetForTheConfiguredOne() {
        store.limit("tenant-day", 10L);
        assertThat(reserve("r-1", claim(ACME, 11)).granted()).isFalse();
        assertThat(acme().limit()).isEqualTo(10);

        anotherNode(store).limit("tenant-day", 500L);
        assertThat(reserve("r-2", claim(ACME, 400)).granted()).isTrue();
        assertThat(reserve("r-3", claim(ALL, 400)).granted()).isFalse();

        store.limit("tenant-day", null);
        assertThat(acme().limit()).isEqualTo(LIMIT);
        assertThat(reserve("r-4", claim(ACME, 1)).granted()).isFalse();
    }

    /** What is reserved is still under way. */
    @Test
    protected void forgetsWhatWasUsedAndKeepsWhatIsReserved() {
        BudgetAccount initech = new BudgetAccount("tenant-day", "initech");
        reserve("r-1", claim(ACME, 40));
        store.settle("r-1", List.of(40L), true);
        reserve("r-2", claim(initech, 30));
        store.settle("r-2", List.of(30L), true);
        reserve("r-3", claim(ACME, 20));

        store.reset("tenant-day", "acme");
        assertThat(acme()).isEqualTo(new BudgetBalance(ACME, LIMIT, 0, 20));
        assertThat(store.balance(initech, NOW, LIMIT).used()).isEqualTo(30);

        store.reset("tenant-day", null);
        assertThat(store.balance(initech, NOW, LIMIT).used()).isZero();
    }

    /** Those that used most come first, and others' budgets are not among them. */
    @Test
    protected void listsTheAccountsOfABudget() {
        for (int number = 1; number <= 5; number++) {
            BudgetAccount account = new BudgetAccount("tenant-day", "t" + number);
            reserve("r-" + number, claim(account, 50));
            store.settle("r-" + number, List.of(number * 10L), true);
        }
        reserve("r-6", claim(new BudgetAccount("tenant-day-2", "other"), 50));
        reserve("r-7", claim(new BudgetAccount("tenant-da", "other"), 50));

        assertThat(store.balances("tenant-day", NOW, LIMIT, 3))
                .extracting(balance -> balance.account().subject(), BudgetBalance::used)
                .containsExactly(tuple("t5", 50L), tuple("t4", 40L), tuple("t3", 30L));
        assertThat(store.balances("tenant-day", NOW, LIMIT, 100)).hasSize(5);
    }

    /** Subjects are names that others give. */
    @Test
    protected void takesAnySubject() {
        for (String subject : List.of("", "a:b", "{x}", "ünïcödé ✓", "'; drop table x; --", "a b\tc", "%", "a\"b")) {
            BudgetAccount account = new BudgetAccount("tenant-day", subject);
            reserve("r " + subject, claim(account, 50));
            store.settle("r " + subject, List.of(7L), true);

            assertThat(store.balance(account, NOW, LIMIT)).isEqualTo(new BudgetBalance(account, LIMIT, 7, 0));
        }
        assertThat(store.balances("tenant-day", NOW, LIMIT, 100)).hasSize(8);
    }

    /** What a node leaves that is killed comes back by itself, and is still settled if the node was only slow. */
    @Test
    protected void givesBackWhatADeadOwnerReserved() {
        BudgetStore other = anotherNode(store);
        other.heartbeat("slow", SHORT);
        other.reserve(new BudgetReservation("r-1", "slow", List.of(claim(ACME, 80))));
        reserve("r-2", claim(ACME, 15));

        await(() -> acme().reserved() == 15);
        assertThat(reserve("r-3", claim(ACME, 85)).granted()).isTrue();
        store.settle("r-3", List.of(0L), true);

        other.heartbeat("slow", LONG);
        assertThat(acme().reserved()).isEqualTo(95);
        other.settle("r-1", List.of(33L), true);
        assertThat(acme()).isEqualTo(new BudgetBalance(ACME, LIMIT, 33, 15));
    }

    /** What was used is booked although its owner is dead. */
    @Test
    protected void settlesForADeadOwner() {
        store.heartbeat("gone", SHORT);
        reserveAs("gone", "r-1", claim(ACME, 80));
        await(() -> acme().reserved() == 0);

        store.settle("r-1", List.of(12L), true);
        store.settle("r-1", List.of(12L), true);

        assertThat(acme()).isEqualTo(new BudgetBalance(ACME, LIMIT, 12, 0));
    }

    /** A node of which no heartbeat was heard is dead. */
    @Test
    protected void doesNotCountAnOwnerWithoutHeartbeat() {
        BudgetAnswer answer = reserveAs("nobody", "r-1", claim(ACME, 80));

        assertThat(answer.granted()).isTrue();
        assertThat(answer.balances()).containsExactly(new BudgetBalance(ACME, LIMIT, 0, 0));
        assertThat(acme().reserved()).isZero();
    }

    /** Old slots go, and with them accounts in which nothing is left. */
    @Test
    protected void prunesWhatNoLongerCounts() {
        reserve("r-1", new BudgetClaim(ACME, new BudgetSpan(1_000, 1_000), LIMIT, true, 10));
        store.settle("r-1", List.of(10L), true);
        BudgetAccount initech = new BudgetAccount("tenant-day", "initech");
        reserve("r-2", new BudgetClaim(initech, new BudgetSpan(2_000, 2_000), LIMIT, true, 10));
        store.settle("r-2", List.of(10L), true);
        reserve("r-3", new BudgetClaim(initech, new BudgetSpan(2_000, 2_000), LIMIT, true, 5));

        store.prune("tenant-day", 2_000);

        assertThat(store.balances("tenant-day", new BudgetSpan(0, 9_000), LIMIT, 10))
                .containsExactly(new BudgetBalance(initech, LIMIT, 10, 5));
    }

    /** Many threads of two nodes never pass a hard limit, and everything is booked and released. */
    @Test
    protected void holdsUnderAStorm() throws Exception {
        int threads = 16;
        int rounds = 60;
        long limit = 5_000;
        BudgetStore[] nodes = {store, anotherNode(store)};
        AtomicLong granted = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        List<Callable<Void>> callers = IntStream.range(0, threads)
                .mapToObj(thread -> (Callable<Void>) () -> {
                    BudgetStore node = nodes[thread % 2];
                    for (int round = 0; round < rounds; round++) {
                        String id = "r-" + thread + "-" + round;
                        BudgetAnswer answer = node.reserve(new BudgetReservation(
                                id,
                                NODE,
                                inAnyOrder(
                                        thread, new BudgetClaim(ALL, NOW, limit, true, 10), claimOf(thread, limit))));
                        assertThat(answer.balances()).allMatch(balance -> balance.left() >= 0);
                        if (answer.granted()) {
                            granted.addAndGet(7);
                            node.settle(id, List.of(7L, 7L), true);
                        } else {
                            refused.incrementAndGet();
                        }
                    }
                    return null;
                })
                .toList();

        runAll(callers);

        BudgetBalance all = store.balance(ALL, NOW, limit);
        assertThat(all.used()).isEqualTo(granted.get()).isLessThanOrEqualTo(limit);
        assertThat(all.reserved()).isZero();
        assertThat(all.left()).isLessThan(10);
        assertThat(refused).hasPositiveValue();
        assertThat(store.balances("tenant-day", NOW, limit, 100).stream()
                        .mapToLong(BudgetBalance::used)
                        .sum())
                .isEqualTo(granted.get());
    }

    private static BudgetClaim claimOf(int thread, long limit) {
        return new BudgetClaim(new BudgetAccount("tenant-day", "t" + thread % 3), NOW, limit, true, 10);
    }

    private static List<BudgetClaim> inAnyOrder(int thread, BudgetClaim first, BudgetClaim second) {
        return thread % 3 == 0 ? List.of(first, second) : List.of(second, first);
    }

    private static void runAll(List<Callable<Void>> callers) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(callers.size());
        try {
            List<Future<Void>> running = new ArrayList<>(executor.invokeAll(callers));
            for (Future<Void> one : running) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
