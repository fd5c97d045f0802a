package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.BudgetStoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What a person may ask and do about budgets. All but {@link #lastKnown} ask the store. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class BudgetOperations {

    private static final int MAX = 100;

    private final BudgetDesk desk;
    private final Supplier<ScopedBudgets> inForce;
    private final Clockwork clockwork;

    /**
     * How each budget stands, in configured order.
     *
     * @throws BudgetStoreException if the store fails
     */
    public List<BudgetStatus> status() {
        return inForce.get().all().stream().map(one -> status(one.budget())).toList();
    }

    /**
     * How one stands.
     *
     * @throws IllegalArgumentException if there is none of that name
     * @throws BudgetStoreException if the store fails
     */
    public BudgetStatus status(String name) {
        return status(named(name));
    }

    private BudgetStatus status(Budget budget) {
        Instant now = clockwork.instants().instant();
        BudgetSpan span = budget.window().span(now);
        long limit = budget.limit().value();
        BudgetStore store = desk.store();
        long inForceNow =
                store.balance(new BudgetAccount(budget.key(), ""), span, limit).limit();
        List<BudgetBalance> balances = store.balances(budget.key(), span, limit, MAX);
        return new BudgetStatus(
                budget, budget.amount(inForceNow), budget.window().resetsAt(now), balances);
    }

    /**
     * How an account of any budget stands, one that a contributor adds too.
     *
     * @param subject whose account; empty for that of all calls together
     * @throws BudgetStoreException if the store fails
     */
    public BudgetBalance balance(Budget budget, String subject) {
        BudgetSpan span = budget.window().span(clockwork.instants().instant());
        return desk.store()
                .balance(
                        new BudgetAccount(budget.key(), subject),
                        span,
                        budget.limit().value());
    }

    /**
     * How an account stood when this node last heard of it, if what it knows still counts.
     *
     * @param subject whose account; empty for that of all calls together
     * @throws IllegalArgumentException if there is no budget of that name
     */
    public Optional<BudgetBalance> lastKnown(String name, String subject) {
        Budget budget = named(name);
        BudgetAccount account = new BudgetAccount(budget.key(), subject);
        Instant now = clockwork.instants().instant();
        return Optional.ofNullable(desk.watch().last(budget, account, now));
    }

    /**
     * Sets the limit of a budget for all its subjects, at all nodes, until it is set again.
     *
     * @param limit {@code null} for the configured one
     * @throws IllegalArgumentException if there is none of that name, or if the limit is in another unit
     * @throws BudgetStoreException if the store fails
     */
    public void limit(String name, @Nullable BudgetAmount limit) {
        Budget budget = named(name);
        if (limit != null && limit.unit() != budget.limit().unit()) {
            throw new IllegalArgumentException("The limit of the budget '" + name + "' is " + budget.limit()
                    + " and cannot be " + limit + ", which is another unit.");
        }
        desk.store().limit(budget.key(), limit == null ? null : limit.value());
        desk.watch().forget(budget.key(), null);
    }

    /**
     * Forgets what was used; what is reserved stays.
     *
     * @param subject whose use, {@code null} for that of all
     * @throws IllegalArgumentException if there is none of that name
     * @throws BudgetStoreException if the store fails
     */
    public void reset(String name, @Nullable String subject) {
        Budget budget = named(name);
        desk.store().reset(budget.key(), subject);
        desk.watch().forget(budget.key(), subject);
    }

    /**
     * Forgets an account of any budget, of which nothing more will be used.
     *
     * @param subject whose account; empty for that of all calls together
     * @throws BudgetStoreException if the store fails
     */
    public void forget(Budget budget, String subject) {
        desk.store().reset(budget.key(), subject);
        desk.watch().forget(new BudgetAccount(budget.key(), subject));
    }

    private Budget named(String name) {
        return inForce.get().named(name);
    }
}
