package dev.signalbox.test;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Reason;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about a {@link Decision}. Every failure tells the whole decision. */
public final class DecisionAssert extends AbstractAssert<DecisionAssert, Decision> {

    DecisionAssert(Decision actual) {
        super(actual, DecisionAssert.class);
    }

    /** This deployment would be tried first. */
    public DecisionAssert chose(String deploymentId) {
        String chosen = decision().chosen().map(Deployment::id).orElse("none");
        return check("the chosen deployment", chosen, deploymentId);
    }

    /** These deployments would be tried, in this order, and no others. */
    public DecisionAssert candidates(String... deploymentIds) {
        return check("the candidates", candidateIds(), List.of(deploymentIds));
    }

    /** Nothing may be tried. */
    public DecisionAssert hasNoCandidate() {
        return candidates();
    }

    /** This deployment was left out, for this reason. */
    public DecisionAssert excluded(String deploymentId, Reason reason) {
        Object found = decision()
                .exclusion(deploymentId)
                .<Object>map(Exclusion::reason)
                .orElseGet(() -> kept(deploymentId));
        return check("the reason why '" + deploymentId + "' is left out", found, reason);
    }

    private String kept(String deploymentId) {
        return candidateIds().contains(deploymentId)
                ? "none, it is a candidate"
                : "none, the decision does not know this deployment";
    }

    /** The call goes by this policy. */
    public DecisionAssert usedPolicy(String name) {
        return check("the policy", decision().policy().name(), name);
    }

    /** This rule chose the policy. */
    public DecisionAssert byRule(String name) {
        return check("the rule", decision().selection().rule(), name);
    }

    /** These guards applied, in this order, and no others. */
    public DecisionAssert guardedBy(String... names) {
        return check("the guards", decision().guards(), List.of(names));
    }

    private Decision decision() {
        isNotNull();
        return actual;
    }

    private List<String> candidateIds() {
        return decision().candidates().stream()
                .map(candidate -> candidate.deployment().id())
                .toList();
    }

    private DecisionAssert check(String what, @Nullable Object found, Object expected) {
        if (!Objects.equals(found, expected)) {
            throw failureWithActualExpected(
                    found,
                    expected,
                    "%nExpected %s to be%n  %s%nbut found%n  %s%nin %s",
                    what,
                    expected,
                    found,
                    actual.explain());
        }
        return this;
    }
}
