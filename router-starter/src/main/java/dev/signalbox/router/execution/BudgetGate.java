package dev.signalbox.router.execution;

import dev.signalbox.router.budget.BudgetAnswer;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetClaim;
import dev.signalbox.router.budget.BudgetRefusal;
import dev.signalbox.router.budget.BudgetReservation;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.execution.BudgetSettings.OnFailure;
import dev.signalbox.router.execution.CallBudgets.Charge;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;

/**
 * Lets an attempt start if its budgets have enough left, and books what it used. Asks the store, so it must not be called
 * under a lock.
 */
@RequiredArgsConstructor
final class BudgetGate {

    private final BudgetStore store;
    private final Clockwork clockwork;
    private final StoreCondition condition;
    private final BudgetWatch watch;
    private final UsePredictions predictions;
    private final SettleQueue settlements;
    private final BudgetHeartbeat heartbeat;

    /** Asks for leave to make an attempt, and keeps for it what it will presumably use. */
    BudgetLeave reserve(CallBudgets budgets, RequestFacts facts, Deployment deployment) {
        List<Long> amounts = budgets.expected(predictions, facts, deployment);
        Instant now = clockwork.instants().instant();
        BudgetReservation wanted =
                new BudgetReservation(heartbeat.next(), heartbeat.owner(), claims(budgets.charges(), amounts, now));
        try {
            heartbeat.ensure();
            BudgetAnswer answer = store.reserve(wanted);
            condition.works();
            return answer.granted()
                    ? granted(budgets, wanted, answer, now)
                    : BudgetLeave.refused(refusal(budgets.charges(), wanted, answer, now));
        } catch (RuntimeException e) {
            condition.failed("reserve", e);
            return unknown(budgets, wanted, e);
        }
    }

    private static List<BudgetClaim> claims(List<Charge> charges, List<Long> amounts, Instant now) {
        return IntStream.range(0, charges.size())
                .mapToObj(index -> charges.get(index).claim(now, amounts.get(index)))
                .toList();
    }

    private BudgetLeave granted(CallBudgets budgets, BudgetReservation granted, BudgetAnswer answer, Instant now) {
        for (int index = 0; index < budgets.charges().size(); index++) {
            BudgetClaim claim = granted.claims().get(index);
            watch.saw(budgets.charges().get(index).budget(), answer.balances().get(index), claim.span(), now);
        }
        return BudgetLeave.granted(new BudgetHold(this, budgets, granted, false));
    }

    private Failure refusal(List<Charge> charges, BudgetReservation refused, BudgetAnswer answer, Instant now) {
        int index = IntStream.range(0, charges.size())
                .filter(claim ->
                        isShort(refused.claims().get(claim), answer.balances().get(claim)))
                .findFirst()
                .orElse(0);
        Charge charge = charges.get(index);
        BudgetClaim claim = refused.claims().get(index);
        BudgetBalance balance = answer.balances().get(index);
        Instant resetsAt = charge.budget().window().resetsAt(now);
        watch.saw(charge.budget(), balance, claim.span(), now);
        watch.exceeded(charge.budget(), balance, now);
        BudgetRefusal why = new BudgetRefusal(charge.budget(), balance, claim.amount(), resetsAt);
        return new Failure(
                FailureKind.BUDGET,
                null,
                resetsAt == null ? null : Duration.between(now, resetsAt),
                why.toString(),
                new BudgetRefusedException(why));
    }

    private static boolean isShort(BudgetClaim claim, BudgetBalance balance) {
        return claim.hard() && balance.left() < claim.amount();
    }

    /** The store may have made the reservation before it failed, or not; later it will be told what came of it. */
    private BudgetLeave unknown(CallBudgets budgets, BudgetReservation wanted, RuntimeException cause) {
        if (budgets.onFailure() == OnFailure.ALLOW) {
            return BudgetLeave.granted(new BudgetHold(this, budgets, soft(wanted), true));
        }
        settlements.keepIfFew(new OpenSettlement(wanted, nothing(wanted), false));
        String names =
                budgets.charges().stream().map(charge -> "'" + charge + "'").collect(Collectors.joining(", "));
        return BudgetLeave.refused(new Failure(
                FailureKind.BUDGET,
                null,
                null,
                "the store of budgets has failed, so that nobody knows what is left of " + names + " ("
                        + cause.getMessage()
                        + "). Write 'signalbox.stores.budgets.on-failure: allow' to let calls go on meanwhile",
                cause));
    }

    /** What was used is used: when it is booked, nothing may refuse it. */
    private static BudgetReservation soft(BudgetReservation wanted) {
        return new BudgetReservation(
                wanted.id(),
                wanted.owner(),
                wanted.claims().stream()
                        .map(claim ->
                                new BudgetClaim(claim.account(), claim.span(), claim.limit(), false, claim.amount()))
                        .toList());
    }

    private static List<Long> nothing(BudgetReservation reservation) {
        return reservation.claims().stream().map(claim -> 0L).toList();
    }

    /** Books what an attempt used, and gives back the rest. */
    void ended(CallBudgets budgets, BudgetReservation reservation, boolean unknown, Attempt books) {
        if (books.succeeded()) {
            predictions.learn(budgets.policy(), books.deployment(), budgets.inputTokens(), books.usage());
        }
        settle(budgets, reservation, unknown, budgets.amounts(books.usage(), books.cost()));
    }

    /** Gives back what was kept for an attempt that was never made. */
    void released(CallBudgets budgets, BudgetReservation reservation, boolean unknown) {
        settle(budgets, reservation, unknown, nothing(reservation));
    }

    private void settle(CallBudgets budgets, BudgetReservation reservation, boolean unknown, List<Long> used) {
        Instant now = clockwork.instants().instant();
        for (int index = 0; index < used.size(); index++) {
            long reserved = unknown ? 0 : reservation.claims().get(index).amount();
            watch.settled(budgets.charges().get(index), reserved, used.get(index), now);
        }
        settlements.settle(new OpenSettlement(reservation, used, unknown));
    }
}
