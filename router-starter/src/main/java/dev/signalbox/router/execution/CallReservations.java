package dev.signalbox.router.execution;

import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.resilience.Failure;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Asks the budgets of one call for leave to make its attempts. A store that has failed once is not asked again. */
@RequiredArgsConstructor
final class CallReservations {

    private final CallBudgets budgets;
    private final BudgetDesk desk;
    private final Decision decision;
    private final Consumer<RouterEvent> events;
    private volatile @Nullable Failure storeFailure;

    /** Leave for one attempt. Asks the store, so no lock must be held; not if the deployment takes nothing now anyway. */
    BudgetLeave reserve(Command.Start start, Target target, long nanos) {
        if (budgets.isEmpty()) {
            return BudgetLeave.FREE;
        }
        Availability busy = target.busy(decision.facts().expectedTokens(), nanos, start.evenIfFailing());
        if (busy != null) {
            return BudgetLeave.busy(busy);
        }
        Failure earlier = storeFailure;
        if (earlier != null) {
            return BudgetLeave.refused(earlier);
        }
        return reserve(start.candidate().deployment());
    }

    private BudgetLeave reserve(Deployment deployment) {
        BudgetLeave leave = desk.reserve(budgets, decision.facts(), deployment);
        Failure why = leave.refusal();
        if (why != null && why.cause() instanceof BudgetRefusedException refused) {
            events.accept(new RouterEvent.BudgetRefused(decision, deployment, refused.refusal()));
        } else {
            storeFailure = why;
        }
        return leave;
    }
}
