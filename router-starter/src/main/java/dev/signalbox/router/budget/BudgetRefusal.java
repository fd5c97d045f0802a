package dev.signalbox.router.budget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A budget has not got left what an attempt would need.
 *
 * @param budget the budget
 * @param balance how its account stood, without what was asked for
 * @param asked what the attempt would presumably use, in the budget's unit
 * @param resetsAt when nothing counts any more of what was used so far, {@code null} for never
 */
public record BudgetRefusal(
        Budget budget,
        BudgetBalance balance,
        long asked,
        @Nullable Instant resetsAt) {

    /** For people: whose budget it is, how it stands, what was asked for and when it is free again. */
    @Override
    public String toString() {
        String subject = balance.account().subject();
        return "the budget '" + budget.name() + "'"
                + (subject.isEmpty() ? "" : " of " + budget.per() + " '" + subject + "'")
                + " has not enough left: " + budget.amount(balance.used()) + " of " + budget.amount(balance.limit())
                + " are used, " + budget.amount(balance.reserved())
                + " are reserved for calls under way, and another " + budget.amount(asked) + " would be needed"
                + (resetsAt == null ? "; it never starts anew by itself" : "; it starts anew at " + resetsAt);
    }
}
