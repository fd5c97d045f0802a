package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import java.util.List;

/**
 * The budgets of a configuration.
 *
 * @param budgets each with another name
 * @param onFailure what happens to calls under a budget while its store fails
 */
public record BudgetSettings(List<Budget> budgets, OnFailure onFailure) {

    /** No budgets. */
    public static final BudgetSettings NONE = new BudgetSettings(List.of(), OnFailure.REFUSE);

    /** What happens to calls under a budget while its store fails. */
    public enum OnFailure {
        /** They are refused. */
        REFUSE,
        /** They go on; what they use is booked when the store is back. */
        ALLOW
    }

    /** Copies the budgets. */
    public BudgetSettings {
        budgets = List.copyOf(budgets);
    }
}
