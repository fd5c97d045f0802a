package dev.signalbox.router.actuate;

import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Exclusion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision, as the endpoint shows it.
 *
 * @param id its id
 * @param policy the policy
 * @param by who named the policy
 * @param rule the rule that chose it, if one did
 * @param guards the guards that applied
 * @param candidates the ids of the deployments that may be tried, in order
 * @param leftOut the others
 * @param facts what was looked at
 */
record DecisionView(
        String id,
        String policy,
        String by,
        @Nullable String rule,
        List<String> guards,
        List<String> candidates,
        List<LeftOut> leftOut,
        FactsView facts) {

    /** A deployment that was left out, and why. */
    record LeftOut(String deployment, String reason, String detail) {

        static LeftOut of(Exclusion exclusion) {
            return new LeftOut(exclusion.deployment().id(), exclusion.reason().toString(), exclusion.detail());
        }
    }

    static DecisionView of(Decision decision) {
        return new DecisionView(
                decision.id(),
                decision.policy().name(),
                decision.selection().source().toString(),
                decision.selection().rule(),
                decision.guards(),
                decision.candidates().stream()
                        .map(candidate -> candidate.deployment().id())
                        .toList(),
                decision.exclusions().stream().map(LeftOut::of).toList(),
                FactsView.of(decision.facts()));
    }
}
