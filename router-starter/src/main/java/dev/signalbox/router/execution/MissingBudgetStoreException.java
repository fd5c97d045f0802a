package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetStore;
import lombok.Getter;
import org.jspecify.annotations.Nullable;

/** There is a budget, and nothing that would count for it. */
@Getter
public final class MissingBudgetStoreException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The budget, {@code null} if contributors add some. */
    private final transient @Nullable Budget budget;

    MissingBudgetStoreException(@Nullable Budget budget) {
        super("There " + (budget == null ? "are budgets" : "is the budget '" + budget.name() + "'") + ", and no "
                + BudgetStore.class.getSimpleName() + " to count what it has used.");
        this.budget = budget;
    }
}
