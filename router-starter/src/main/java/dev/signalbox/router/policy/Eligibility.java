package dev.signalbox.router.policy;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hard filters that depend on the request alone.
 *
 * @param facts what is known of the request
 * @param policy its policy
 * @param guards the guards that apply
 */
public record Eligibility(RequestFacts facts, Policy policy, List<Guard> guards) {

    /** Why a deployment may not serve the request, {@code null} if it may. */
    public @Nullable Exclusion exclude(Deployment deployment) {
        if (!facts.needs().isEmpty() && !deployment.can(facts.needs())) {
            return new Exclusion(deployment, Reason.CAPABILITY, lacking(deployment));
        }
        Integer contextLength = deployment.contextLength();
        if (contextLength != null && facts.inputTokens() > contextLength) {
            return new Exclusion(deployment, Reason.CONTEXT_LENGTH, facts.inputTokens() + " > " + contextLength);
        }
        Reason unmet = policy.require().unmetBy(deployment);
        if (unmet != null) {
            return new Exclusion(deployment, unmet, "policy " + policy.name());
        }
        return guarded(deployment);
    }

    private @Nullable Exclusion guarded(Deployment deployment) {
        for (Guard guard : guards) {
            Reason unmet = guard.require().unmetBy(deployment);
            if (unmet != null) {
                return new Exclusion(deployment, unmet, "guard " + guard.name());
            }
        }
        return null;
    }

    private String lacking(Deployment deployment) {
        return deployment.lacks(facts.needs()).stream().map(Capability::key).collect(Collectors.joining(", "));
    }
}
