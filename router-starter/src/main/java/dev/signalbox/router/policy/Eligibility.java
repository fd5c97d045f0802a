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
        Exclusion tooLong = tooLong(deployment);
        if (tooLong != null) {
            return tooLong;
        }
        Reason unmet = policy.require().unmetBy(deployment, facts.inputTokens());
        if (unmet != null) {
            return new Exclusion(deployment, unmet, "policy " + policy.name());
        }
        return guarded(deployment);
    }

    /**
     * The output counts as far as the request limits it: providers refuse what would not fit at its longest. Of texts that
     * become vectors each has the whole context for itself.
     */
    private @Nullable Exclusion tooLong(Deployment deployment) {
        long output = facts.maxOutputTokens() == null ? 0 : facts.maxOutputTokens();
        long whole = facts.inputTokens() + output;
        Integer contextLength = deployment.contextLength();
        if (contextLength != null && whole > contextLength && !deployment.embeds()) {
            return new Exclusion(deployment, Reason.CONTEXT_LENGTH, whole + " > " + contextLength);
        }
        Integer outputLength = deployment.outputLength();
        return outputLength != null && output > outputLength
                ? new Exclusion(deployment, Reason.OUTPUT_LENGTH, output + " > " + outputLength)
                : null;
    }

    private @Nullable Exclusion guarded(Deployment deployment) {
        for (Guard guard : guards) {
            Reason unmet = guard.require().unmetBy(deployment, facts.inputTokens());
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
