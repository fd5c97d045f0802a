package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetBalance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a budget stands at one moment.
 *
 * @param budget the budget as it is configured
 * @param limit the limit in force, which may have been set at run time
 * @param resetsAt when nothing counts any more of what was used so far, {@code null} for never
 * @param balances of its accounts, those that used most first; a hundred at most
 */
public record BudgetStatus(
        Budget budget, BudgetAmount limit, @Nullable Instant resetsAt, List<BudgetBalance> balances) {

    /** Copies the balances. */
    public BudgetStatus {
        balances = List.copyOf(balances);
    }
}
