package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;

/**
 * Adds budgets to those that are configured, for example one that each key has of its own. Asked once for each call, on the
 * caller's thread, so it must be fast. If it throws, so does the call: budgets are never silently missing.
 */
@FunctionalInterface
public interface BudgetContributor {

    /**
     * The budgets that a call is under besides. What was used goes by their names, so they are none of the configured ones.
     *
     * @param facts what is known about the call
     * @return usually none or one
     */
    List<Budget> budgets(RequestFacts facts);
}
