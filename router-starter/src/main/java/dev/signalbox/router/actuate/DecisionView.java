package dev.signalbox.router.actuate;

import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RateLimitRefusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision, as the endpoint shows it.
 *
 * @param id its id
 * @param policy the policy
 * @param by who named the policy
 * @param rule the rule that chose it, if one did
 * @param guards the guards that applied
 * @param degradedBy the budget that is used up, so that the cheapest is tried first, if one is
 * @param candidates the ids of the deployments that may be tried, in order
 * @param leftOut the others
 * @param limitedBy the rate limits that would refuse such a call now, where that was asked
 * @param rulesMissed why the rules before the one that chose did not match, by their names
 * @param facts what was looked at
 */
record DecisionView(
        String id,
        String policy,
        String by,
        @Nullable String rule,
        List<String> guards,
        @Nullable String degradedBy,
        List<String> candidates,
        List<LeftOut> leftOut,
        List<String> limitedBy,
        Map<String, String> rulesMissed,
        FactsView facts) {

    /** A deployment that was left out, and why. */
    record LeftOut(String deployment, String reason, String detail) {

        static LeftOut of(Exclusion exclusion) {
            return new LeftOut(exclusion.deployment().id(), exclusion.reason().toString(), exclusion.detail());
        }
    }

    static DecisionView of(Decision decision, PolicySet policies) {
        return of(decision, policies, List.of());
    }

    static DecisionView of(Decision decision, PolicySet policies, List<RateLimitRefusal> refusals) {
        return new DecisionView(
                decision.id(),
                decision.policy().name(),
                decision.selection().source().toString(),
                decision.selection().rule(),
                decision.guards(),
                decision.degradedBy(),
                decision.candidates().stream()
                        .map(candidate -> candidate.deployment().id())
                        .toList(),
                decision.exclusions().stream().map(LeftOut::of).toList(),
                refusals.stream().map(refusal -> refusal.limit().name()).toList(),
                policies.missed(decision),
                FactsView.of(decision.facts()));
    }
}
