package dev.signalbox.router.execution;

import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Leave of the budgets to make one attempt, or why there is none.
 *
 * @param hold what is kept for it, {@code null} if it must not be made
 * @param refusal why a budget refuses it, {@code null} if none does
 * @param busy until when its deployment takes nothing, so that no budget was asked; {@code null} if it may take it
 */
record BudgetLeave(
        @Nullable BudgetHold hold,
        @Nullable Failure refusal,
        @Nullable Availability busy) {

    /** Of an attempt that is under no budget. */
    static final BudgetLeave FREE = granted(BudgetHold.NONE);

    static BudgetLeave granted(BudgetHold hold) {
        return new BudgetLeave(hold, null, null);
    }

    static BudgetLeave refused(Failure why) {
        return new BudgetLeave(null, why, null);
    }

    static BudgetLeave busy(Availability until) {
        return new BudgetLeave(null, null, until);
    }
}
