package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A budget that knows whose calls it counts together.
 *
 * @param budget the budget
 * @param scope its scope
 */
record ScopedBudget(Budget budget, Scope scope) {

    static ScopedBudget of(Budget budget) {
        try {
            return new ScopedBudget(budget, Scope.of(budget.per()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The budget '" + budget.name() + "': " + e.getMessage(), e);
        }
    }

    boolean covers(String policy) {
        return budget.policies().isEmpty() || budget.policies().contains(policy);
    }

    /** Where it counts a call; {@code null} if the call is not under it. */
    @Nullable
    BudgetAccount account(RequestFacts facts, String policy) {
        if (!covers(policy)) {
            return null;
        }
        String subject = budget.subject() == null ? scope.subject(facts, policy) : budget.subject();
        return subject == null ? null : new BudgetAccount(budget.key(), subject);
    }
}
