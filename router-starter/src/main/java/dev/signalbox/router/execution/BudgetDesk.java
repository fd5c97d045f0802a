package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that belongs to budgets at run time; it outlives a reload, and is there without any budget. */
final class BudgetDesk {

    /** Every so many heartbeats, what no longer counts is thrown away: about once in ten minutes. */
    private static final int BEATS_PER_PRUNING = 60;

    private final Clockwork clockwork;
    private final Supplier<ScopedBudgets> inForce;
    private final BudgetWatch watch;
    private final UsePredictions predictions = new UsePredictions();
    private final AtomicInteger beats = new AtomicInteger();
    private final List<BudgetContributor> contributors;
    /** What contributors and calls have added so far, by name, so that it is pruned too. */
    private final Map<String, Budget> contributed = new ConcurrentHashMap<>();

    private final @Nullable BudgetStore store;
    private final @Nullable SettleQueue settlements;
    private final @Nullable BudgetHeartbeat heartbeat;
    private final @Nullable BudgetGate gate;

    BudgetDesk(
            @Nullable BudgetStore store,
            Clockwork clockwork,
            Publisher publisher,
            Supplier<ScopedBudgets> inForce,
            List<BudgetContributor> contributors) {
        this.contributors = contributors;
        this.store = store;
        this.clockwork = clockwork;
        this.inForce = inForce;
        this.watch = new BudgetWatch(publisher);
        if (store == null) {
            this.settlements = null;
            this.heartbeat = null;
            this.gate = null;
        } else {
            StoreCondition condition = new StoreCondition(publisher, clockwork.nanos());
            SettleQueue queue = new SettleQueue(store, clockwork, condition);
            this.settlements = queue;
            this.heartbeat = new BudgetHeartbeat(store, clockwork, condition, () -> beat(store, queue));
            this.gate = new BudgetGate(store, clockwork, condition, watch, predictions, queue, heartbeat);
        }
    }

    BudgetWatch watch() {
        return watch;
    }

    UsePredictions predictions() {
        return predictions;
    }

    /**
     * The budgets that a call is under: those that are configured, those that contributors add, and its own.
     *
     * @throws MissingBudgetStoreException if it has some of its own and there is no store for them
     */
    CallBudgets under(ScopedBudgets configured, RequestFacts facts, String policy, List<Budget> own) {
        if (store == null && !own.isEmpty()) {
            throw new MissingBudgetStoreException(own.get(0));
        }
        List<Budget> more = more(facts);
        if (more.isEmpty() && own.isEmpty()) {
            return configured.of(facts, policy);
        }
        List<ScopedBudget> all = new ArrayList<>(configured.all());
        add(more, all);
        add(own, all);
        return new ScopedBudgets(all, configured.onFailure()).of(facts, policy);
    }

    private void add(List<Budget> more, List<ScopedBudget> all) {
        for (Budget budget : more) {
            contributed.put(budget.name(), budget);
            all.add(ScopedBudget.of(budget));
        }
    }

    private List<Budget> more(RequestFacts facts) {
        return switch (contributors.size()) {
            case 0 -> List.of();
            case 1 -> contributors.get(0).budgets(facts);
            default ->
                contributors.stream()
                        .flatMap(contributor -> contributor.budgets(facts).stream())
                        .toList();
        };
    }

    /** Leave for an attempt of a call; kept for nothing if the call is under no budget. */
    BudgetLeave reserve(CallBudgets budgets, RequestFacts facts, Deployment deployment) {
        return gate == null || budgets.isEmpty() ? BudgetLeave.FREE : gate.reserve(budgets, facts, deployment);
    }

    /** What gauges and decisions go by must not be as old as the last call. */
    private void beat(BudgetStore working, SettleQueue queue) {
        queue.drain();
        Instant now = clockwork.instants().instant();
        boolean prunes = beats.incrementAndGet() % BEATS_PER_PRUNING == 0;
        for (ScopedBudget one : inForce.get().all()) {
            Budget budget = one.budget();
            BudgetSpan span = budget.window().span(now);
            if (one.scope().fact() == Scope.Fact.GLOBAL) {
                BudgetAccount account = new BudgetAccount(budget.key(), "");
                watch.saw(budget, working.balance(account, span, budget.limit().value()), span, now);
            }
            if (prunes) {
                working.prune(budget.key(), span.from());
            }
        }
        if (prunes) {
            contributed
                    .values()
                    .forEach(budget -> working.prune(
                            budget.key(), budget.window().span(now).from()));
        }
    }

    /**
     * The store.
     *
     * @throws IllegalStateException if there is none, because there is no budget
     */
    BudgetStore store() {
        if (store == null) {
            throw new IllegalStateException("There is no store of budgets.");
        }
        return store;
    }

    /** Books what waits once more, and lets what is still reserved run out. */
    void close() {
        if (heartbeat != null && settlements != null) {
            heartbeat.close();
            settlements.drain();
        }
    }
}
