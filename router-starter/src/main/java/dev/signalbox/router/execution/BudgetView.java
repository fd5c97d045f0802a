package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.Budget.OnLimit;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.execution.CallBudgets.Charge;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of a call as they look when it is decided: by what this node knows, without asking the store.
 *
 * @param budgets those that the call is under
 * @param facts of the call
 * @param desk what this node knows
 * @param foresees whether what hard budgets will presumably refuse is left out already: good for telling, but not for
 *     deciding, because only asking the store shows that there is something left again
 */
record BudgetView(CallBudgets budgets, RequestFacts facts, BudgetDesk desk, boolean foresees) {

    /** Why a deployment is left out, {@code null} if it is not. */
    @Nullable
    Exclusion exclude(Deployment deployment) {
        for (Charge charge : budgets.charges()) {
            Budget budget = charge.budget();
            if (budget.countsMoney() && deployment.price() == null) {
                return ScopedBudgets.unpriced(deployment, budget);
            }
            BudgetBalance balance = foresees && budget.hard() ? last(charge) : null;
            if (balance != null && balance.left() < expected(charge, deployment)) {
                String detail = charge + ", " + budget.amount(Math.max(0, balance.left())) + " of "
                        + budget.amount(balance.limit()) + " left";
                return new Exclusion(deployment, Reason.BUDGET, detail);
            }
        }
        return null;
    }

    private @Nullable BudgetBalance last(Charge charge) {
        Instant moment = Objects.requireNonNull(facts.moment(), "moment");
        return desk.watch().last(charge.budget(), charge.account(), moment);
    }

    private long expected(Charge charge, Deployment deployment) {
        return charge.expected(desk.predictions(), facts, budgets.policy(), deployment);
    }

    /** The budget that is used up and lets only the cheapest go first, {@code null} if there is none. */
    @Nullable
    String degradedBy() {
        for (Charge charge : budgets.charges()) {
            BudgetBalance balance = charge.budget().onLimit() == OnLimit.DEGRADE ? last(charge) : null;
            if (balance != null && balance.left() <= 0) {
                return charge.budget().name();
            }
        }
        return null;
    }

    /** Those with the lowest expected cost first, those without a price last. */
    List<Candidate> cheapestFirst(List<Candidate> candidates) {
        List<Candidate> sorted = new ArrayList<>(candidates);
        sorted.sort(Comparator.comparingLong(this::cost));
        return sorted;
    }

    private long cost(Candidate candidate) {
        Deployment deployment = candidate.deployment();
        Usage usage = desk.predictions().expected(facts, budgets.policy(), deployment);
        return deployment.price() == null
                ? Long.MAX_VALUE
                : Cost.of(usage, deployment.price()).pico();
    }
}
