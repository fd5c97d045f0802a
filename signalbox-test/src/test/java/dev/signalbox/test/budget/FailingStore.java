package dev.signalbox.test.budget;

import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetAnswer;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetReservation;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.BudgetStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that fails when a test says so: before it does what it is asked, or only after. */
public final class FailingStore implements BudgetStore {

    private final BudgetStore store;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean fails;
    private volatile boolean failsAfter;

    public FailingStore(BudgetStore store) {
        this.store = store;
    }

    /** Fails, or not, before anything is done. */
    public FailingStore fail(boolean now) {
        fails = now;
        return this;
    }

    /** Does what it is asked and fails then, as when an answer is lost; or not. */
    FailingStore failAfter(boolean now) {
        failsAfter = now;
        return this;
    }

    /** How often it has failed. */
    int failures() {
        return refusals.get();
    }

    private <T> T guarded(Supplier<T> operation) {
        if (fails) {
            throw failure();
        }
        T result = operation.get();
        if (failsAfter) {
            throw failure();
        }
        return result;
    }

    private void guarded(Runnable operation) {
        guarded(() -> {
            operation.run();
            return "";
        });
    }

    private BudgetStoreException failure() {
        refusals.incrementAndGet();
        return new BudgetStoreException("connection lost", new IOException("connection lost"));
    }

    @Override
    public BudgetAnswer reserve(BudgetReservation reservation) {
        asked.add(reservation.id());
        return guarded(() -> store.reserve(reservation));
    }

    /** How many different reservations it was asked for. */
    int asked() {
        return asked.size();
    }

    @Override
    public void settle(String reservation, List<Long> used, boolean closed) {
        guarded(() -> store.settle(reservation, used, closed));
    }

    @Override
    public void heartbeat(String owner, Duration timeToLive) {
        guarded(() -> store.heartbeat(owner, timeToLive));
    }

    @Override
    public BudgetBalance balance(BudgetAccount account, BudgetSpan span, long limit) {
        return guarded(() -> store.balance(account, span, limit));
    }

    @Override
    public List<BudgetBalance> balances(String budget, BudgetSpan span, long limit, int max) {
        return guarded(() -> store.balances(budget, span, limit, max));
    }

    @Override
    public void limit(String budget, @Nullable Long limit) {
        guarded(() -> store.limit(budget, limit));
    }

    @Override
    public void reset(String budget, @Nullable String subject) {
        guarded(() -> store.reset(budget, subject));
    }

    @Override
    public void prune(String budget, long before) {
        guarded(() -> store.prune(budget, before));
    }
}
