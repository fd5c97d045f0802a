package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Decision;
import java.util.List;

/**
 * A decision and what follows from it for the attempts.
 *
 * @param snapshot the configuration it was decided against
 * @param decision what was decided
 * @param cooling what may not be called now but may be waited for
 * @param lastResort whether a cooldown that was set for the failure rate alone does not count, because nothing else is
 *     usable
 * @param budgets what the call is under
 */
record Plan(Snapshot snapshot, Decision decision, List<Cooling> cooling, boolean lastResort, CallBudgets budgets) {

    /** The name of the policy or model under which the call is counted. */
    String countedAs() {
        Route route = snapshot.route(decision.policy().name());
        return route == null ? decision.policy().name() : route.guardedAs();
    }

    Slots slots() {
        return new Slots(decision.candidates(), cooling, lastResort);
    }
}
