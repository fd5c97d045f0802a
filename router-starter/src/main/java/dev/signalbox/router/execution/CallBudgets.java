package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetClaim;
import dev.signalbox.router.execution.BudgetSettings.OnFailure;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import java.time.Instant;
import java.util.List;

/**
 * The budgets that one call is under.
 *
 * @param charges where each of them counts the call
 * @param policy the policy or model by which the call goes
 * @param inputTokens the estimated size of its request
 * @param onFailure what happens while the store fails
 */
record CallBudgets(List<Charge> charges, String policy, int inputTokens, OnFailure onFailure) {

    static final CallBudgets NONE = new CallBudgets(List.of(), "", 0, OnFailure.REFUSE);

    /**
     * Where a budget counts a call.
     *
     * @param budget the budget
     * @param account where it counts
     */
    record Charge(Budget budget, BudgetAccount account) {

        /** For people: {@code tenant-day of acme}. */
        @Override
        public String toString() {
            return new BudgetAccount(budget.name(), account.subject()).toString();
        }

        /** How much that is in the budget's unit; of a cost the part that is known. */
        long amount(Usage usage, Cost cost) {
            return budget.countsMoney() ? cost.pico() : usage.total();
        }

        BudgetClaim claim(Instant moment, long amount) {
            return new BudgetClaim(
                    account, budget.window().span(moment), budget.limit().value(), budget.hard(), amount);
        }
    }

    boolean isEmpty() {
        return charges.isEmpty();
    }

    /** What that is for each budget. */
    List<Long> amounts(Usage usage, Cost cost) {
        return charges.stream().map(charge -> charge.amount(usage, cost)).toList();
    }
}
