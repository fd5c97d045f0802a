package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetClaim;
import dev.signalbox.router.execution.BudgetSettings.OnFailure;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.RequestFacts;
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

        /**
         * What an attempt will presumably use of the budget. Because of what was learnt it is never more than all of the
         * budget: one that is untouched lets the next attempt go, from whose use is learnt again.
         */
        long expected(UsePredictions predictions, RequestFacts facts, String policy, Deployment deployment) {
            long learnt = amount(predictions.expected(facts, policy, deployment), deployment);
            long typical = amount(UsePredictions.typical(facts, deployment), deployment);
            return Math.min(learnt, Math.max(typical, budget.limit().value()));
        }

        private long amount(Usage usage, Deployment deployment) {
            return amount(usage, Cost.of(usage, deployment.price()));
        }

        BudgetClaim claim(Instant moment, long amount) {
            return new BudgetClaim(
                    account, budget.window().span(moment), budget.limit().value(), budget.hard(), amount);
        }
    }

    boolean isEmpty() {
        return charges.isEmpty();
    }

    /** What an attempt will presumably use of each budget. */
    List<Long> expected(UsePredictions predictions, RequestFacts facts, Deployment deployment) {
        return charges.stream()
                .map(charge -> charge.expected(predictions, facts, policy, deployment))
                .toList();
    }

    /** What that is for each budget. */
    List<Long> amounts(Usage usage, Cost cost) {
        return charges.stream().map(charge -> charge.amount(usage, cost)).toList();
    }
}
