package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.execution.BudgetSettings.OnFailure;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Names;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.RequestFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The budgets in force.
 *
 * @param all in configured order
 * @param onFailure what happens to calls while the store fails
 */
record ScopedBudgets(List<ScopedBudget> all, OnFailure onFailure) {

    static final ScopedBudgets NONE = of(BudgetSettings.NONE);

    /**
     * Resolves the settings.
     *
     * @throws IllegalArgumentException if two budgets have the same name, or one has a scope that is none
     */
    static ScopedBudgets of(BudgetSettings settings) {
        Set<String> names = new HashSet<>();
        for (Budget budget : settings.budgets()) {
            if (!names.add(budget.name())) {
                throw new IllegalArgumentException(
                        "Two budgets are named '" + budget.name() + "'. Rename one of them.");
            }
        }
        return new ScopedBudgets(
                settings.budgets().stream().map(ScopedBudget::of).toList(), settings.onFailure());
    }

    /** Those that a call is under. */
    CallBudgets of(RequestFacts facts, String policy) {
        if (all.isEmpty()) {
            return CallBudgets.NONE;
        }
        List<CallBudgets.Charge> charges = new ArrayList<>(all.size());
        for (ScopedBudget budget : all) {
            BudgetAccount account = budget.account(facts, policy);
            if (account != null) {
                charges.add(new CallBudgets.Charge(budget.budget(), account));
            }
        }
        return charges.isEmpty() ? CallBudgets.NONE : new CallBudgets(charges, policy, facts.inputTokens(), onFailure);
    }

    /**
     * Why calls of a policy that are under a budget can never go to a deployment, {@code null} if they can: nobody knows
     * what it costs.
     */
    @Nullable
    Exclusion unpriced(Deployment deployment, String policy) {
        for (ScopedBudget budget : all) {
            if (deployment.price() == null && budget.budget().countsMoney() && budget.covers(policy)) {
                return unpriced(deployment, budget.budget());
            }
        }
        return null;
    }

    static Exclusion unpriced(Deployment deployment, Budget budget) {
        return new Exclusion(deployment, Reason.PRICE, "unknown, and the budget '" + budget.name() + "' counts money");
    }

    /**
     * The budget of that name.
     *
     * @throws IllegalArgumentException if there is none, naming the nearest
     */
    Budget named(String name) {
        return all.stream()
                .map(ScopedBudget::budget)
                .filter(budget -> budget.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not a budget."
                        + Names.known(
                                "budgets",
                                name,
                                all.stream().map(one -> one.budget().name()).toList())));
    }
}
