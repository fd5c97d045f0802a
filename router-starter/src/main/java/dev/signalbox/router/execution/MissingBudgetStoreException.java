package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetStore;
import lombok.Getter;

/** There is a budget, and nothing that would count for it. */
@Getter
public final class MissingBudgetStoreException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient Budget budget;

    MissingBudgetStoreException(Budget budget) {
        super("There is the budget '" + budget.name() + "', and no " + BudgetStore.class.getSimpleName()
                + " to count what it has used.");
        this.budget = budget;
    }
}
