package dev.signalbox.test.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetAnswer;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetClaim;
import dev.signalbox.router.budget.BudgetReservation;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.BudgetStoreException;
import dev.signalbox.router.budget.LeasedBudgetStore;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import dev.signalbox.test.FakeClockwork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Slices of budgets: alone they are like the store itself; with more nodes nobody grants what another holds. */
class LeasedBudgetStoreTests {

    private static final Duration FLUSH = Duration.ofMillis(500);
    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final BudgetAccount ACME = new BudgetAccount("tenant-day", "acme");
    private static final BudgetSpan NOW = new BudgetSpan(1_000, 1_000);
    private static final long LIMIT = 10_000;

    /** On one node it is not told from the store. */
    @Nested
    class Alone extends BudgetStoreContract {

        private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        private final ExecutorService executor = Executors.newCachedThreadPool();

        @Override
        protected BudgetStore emptyStore() {
            return new LeasedBudgetStore(
                    new MemoryBudgetStore(System::nanoTime),
                    new LeasedBudgetStore.Settings(2, Duration.ofHours(1)),
                    new LeasedBudgetStore.Threads(scheduler, executor, System::nanoTime));
        }

        @AfterEach
        void stop() {
            scheduler.shutdownNow();
            executor.shutdownNow();
        }
    }

    private final FakeClockwork time = new FakeClockwork();
    private final Clockwork parts = time.clockwork();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean away;
    private volatile boolean silent;
    private final BudgetStore memory = new MemoryBudgetStore(parts.nanos());
    private final BudgetStore shared = (BudgetStore) Proxy.newProxyInstance(
            BudgetStore.class.getClassLoader(), new Class<?>[] {BudgetStore.class}, (proxy, method, arguments) -> {
                if (away) {
                    throw new BudgetStoreException("away", new IllegalStateException());
                }
                asked.incrementAndGet();
                try {
                    Object answer = method.invoke(memory, arguments);
                    if (silent) {
                        throw new BudgetStoreException("no answer", new IllegalStateException());
                    }
                    return answer;
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    private LeasedBudgetStore node(String owner) {
        LeasedBudgetStore node = new LeasedBudgetStore(
                shared,
                new LeasedBudgetStore.Settings(2, FLUSH),
                new LeasedBudgetStore.Threads(parts.scheduler(), parts.executor(), parts.nanos()));
        node.heartbeat(owner, LIFE);
        return node;
    }

    private static BudgetAnswer reserve(BudgetStore node, String owner, String id, long amount) {
        return node.reserve(new BudgetReservation(id, owner, List.of(new BudgetClaim(ACME, NOW, LIMIT, true, amount))));
    }

    private BudgetBalance balance() {
        return memory.balance(ACME, NOW, LIMIT);
    }

    @Test
    void asksForASliceAndThenNobodyAsLongAsItLasts() {
        LeasedBudgetStore node = node("a");
        asked.set(0);

        for (int call = 0; call < 20; call++) {
            assertThat(reserve(node, "a", "r-" + call, 10).granted()).isTrue();
            node.settle("r-" + call, List.of(9L), true);
        }

        assertThat(asked).hasValue(1);
        assertThat(balance()).isEqualTo(new BudgetBalance(ACME, LIMIT, 0, 200));
        time.advance(FLUSH);
        assertThat(balance()).isEqualTo(new BudgetBalance(ACME, LIMIT, 180, 20));
    }

    @Test
    void saysHowTheAccountStandsAsFarAsItKnows() {
        memory.heartbeat("b", LIFE);
        reserve(memory, "b", "other", 100);
        memory.settle("other", List.of(40L), false);
        LeasedBudgetStore node = node("a");

        reserve(node, "a", "r-1", 10);
        node.settle("r-1", List.of(7L), true);
        BudgetAnswer answer = reserve(node, "a", "r-2", 10);

        assertThat(answer.balances()).containsExactly(new BudgetBalance(ACME, LIMIT, 47, 70));
    }

    @Test
    void givesBackWhatItDoesNotUse() {
        LeasedBudgetStore node = node("a");
        reserve(node, "a", "r-1", 10);
        node.settle("r-1", List.of(7L), true);

        time.advance(FLUSH.multipliedBy(2));

        assertThat(balance()).isEqualTo(new BudgetBalance(ACME, LIMIT, 7, 0));
    }

    @Test
    void keepsWhatIsUnderWay() {
        LeasedBudgetStore node = node("a");
        reserve(node, "a", "r-1", 10);

        time.advance(FLUSH.multipliedBy(5));
        assertThat(balance().reserved()).isGreaterThanOrEqualTo(10);
        node.settle("r-1", List.of(7L), true);
        time.advance(FLUSH.multipliedBy(5));

        assertThat(balance()).isEqualTo(new BudgetBalance(ACME, LIMIT, 7, 0));
    }

    @Test
    void usesUpABudgetToTheLastWithASecondNode() {
        LeasedBudgetStore first = node("a");
        LeasedBudgetStore second = node("b");
        long granted = 0;
        for (int call = 0; call < 2_000; call++) {
            LeasedBudgetStore node = call % 2 == 0 ? first : second;
            String owner = call % 2 == 0 ? "a" : "b";
            if (reserve(node, owner, "r-" + call, 10).granted()) {
                node.settle("r-" + call, List.of(10L), true);
                granted += 10;
            }
        }
        first.close();
        second.close();

        assertThat(granted).isEqualTo(LIMIT);
        assertThat(balance()).isEqualTo(new BudgetBalance(ACME, LIMIT, LIMIT, 0));
    }

    @Test
    void givesBackTheRestWhenTheLastCallUnderWayEndsAfterIt() {
        LeasedBudgetStore node = node("a");
        reserve(node, "a", "r-1", 10);
        reserve(node, "a", "r-2", 10);
        node.close();

        node.settle("r-1", List.of(4L), true);
        assertThat(balance().used()).isEqualTo(4);
        assertThat(balance().reserved()).isPositive();
        node.settle("r-2", List.of(0L), true);

        assertThat(balance()).isEqualTo(new BudgetBalance(ACME, LIMIT, 4, 0));
    }

    @Test
    void grantsNothingOfItsSliceAfterItWasTakenForDead() {
        LeasedBudgetStore node = node("a");
        reserve(node, "a", "r-1", 10);
        time.advance(LIFE);
        memory.heartbeat("b", LIFE);
        assertThat(reserve(memory, "b", "all", LIMIT).granted()).isTrue();

        assertThat(reserve(node, "a", "r-2", 10).granted()).isFalse();
        node.heartbeat("a", LIFE);
        assertThat(reserve(node, "a", "r-3", 10).granted()).isFalse();

        node.settle("r-1", List.of(8L), true);
        time.advance(FLUSH);
        assertThat(balance().used()).isEqualTo(8);
    }

    @Test
    void leavesNoMoreUncountedThanOneIntervalIfItIsKilled() {
        LeasedBudgetStore node = node("a");
        reserve(node, "a", "r-1", 10);
        node.settle("r-1", List.of(10L), true);
        time.advance(FLUSH);
        reserve(node, "a", "r-2", 10);
        node.settle("r-2", List.of(10L), true);

        memory.heartbeat("a", Duration.ofNanos(1)); // the last that is heard of it
        time.clock().advance(Duration.ofNanos(2));

        assertThat(balance()).isEqualTo(new BudgetBalance(ACME, LIMIT, 10, 0));
    }

    @Test
    void tellsWhatWasUsedWhenTheStoreIsBack() {
        LeasedBudgetStore node = node("a");
        reserve(node, "a", "r-1", 10);
        away = true;
        node.settle("r-1", List.of(8L), true);
        assertThat(reserve(node, "a", "r-2", 10).granted()).isTrue();
        node.settle("r-2", List.of(9L), true);
        time.advance(FLUSH.multipliedBy(3));

        away = false;
        time.advance(FLUSH.multipliedBy(3));

        assertThat(balance()).isEqualTo(new BudgetBalance(ACME, LIMIT, 17, 0));
    }

    @Test
    void givesBackALeaseOfWhichItHeardNoAnswer() {
        LeasedBudgetStore node = node("a");
        silent = true;
        assertThatThrownBy(() -> reserve(node, "a", "r-1", 10)).isInstanceOf(BudgetStoreException.class);
        assertThat(balance().reserved()).isPositive();

        silent = false;
        time.advance(FLUSH);

        assertThat(balance().reserved()).isZero();
    }

    @Test
    void neverGrantsMoreThanThereIsToManyThreadsOfTwoNodes() throws Exception {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        ExecutorService threads = Executors.newCachedThreadPool();
        BudgetStore real = new MemoryBudgetStore(System::nanoTime);
        List<LeasedBudgetStore> nodes = new ArrayList<>();
        for (String owner : List.of("a", "b")) {
            LeasedBudgetStore node = new LeasedBudgetStore(
                    real,
                    new LeasedBudgetStore.Settings(1, Duration.ofMillis(1)),
                    new LeasedBudgetStore.Threads(scheduler, threads, System::nanoTime));
            node.heartbeat(owner, Duration.ofMinutes(5));
            nodes.add(node);
        }
        AtomicLong used = new AtomicLong();
        List<Future<?>> callers = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            int number = thread;
            callers.add(threads.submit(() -> storm(nodes.get(number % 2), number, used)));
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        nodes.forEach(LeasedBudgetStore::close);
        scheduler.shutdownNow();
        threads.shutdownNow();

        assertThat(used.get()).isLessThanOrEqualTo(LIMIT).isGreaterThan(LIMIT * 9 / 10);
        assertThat(real.balance(ACME, NOW, LIMIT)).isEqualTo(new BudgetBalance(ACME, LIMIT, used.get(), 0));
    }

    private static void storm(BudgetStore node, int thread, AtomicLong used) {
        for (int call = 0; call < 500; call++) {
            String id = "r-" + thread + "-" + call;
            if (reserve(node, thread % 2 == 0 ? "a" : "b", id, 5).granted()) {
                long amount = call % 6; // some fail and use nothing
                node.settle(id, List.of(amount), true);
                used.addAndGet(amount);
            }
        }
    }
}
