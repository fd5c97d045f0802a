package dev.signalbox.router.execution;

import dev.signalbox.router.resilience.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Leave of the budgets to make one attempt, or why there is none.
 *
 * @param hold what is kept for it
 * @param refusal why it must not be made, {@code null} if it may
 */
record BudgetLeave(BudgetHold hold, @Nullable Failure refusal) {

    static final BudgetLeave FREE = new BudgetLeave(BudgetHold.NONE, null);

    static BudgetLeave refused(Failure why) {
        return new BudgetLeave(BudgetHold.NONE, why);
    }
}
