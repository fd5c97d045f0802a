package dev.signalbox.router.policy;

import dev.signalbox.router.model.Deployment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The record of how one call is routed.
 *
 * @param id names the decision in events and logs
 * @param facts what was looked at
 * @param selection the policy and how it was found
 * @param guards the names of the guards that applied
 * @param candidates what may be tried, in order
 * @param exclusions what was left out, and why
 * @param staysWith the deployment that served the conversation so far and is tried first if it is a candidate, unless a
 *     budget is used up; {@code null} if nothing is known of one
 * @param degradedBy the name of the budget that is used up, so that the cheapest is tried first; {@code null} if none is
 */
public record Decision(
        String id,
        RequestFacts facts,
        Selection selection,
        List<String> guards,
        List<Candidate> candidates,
        List<Exclusion> exclusions,
        @Nullable String staysWith,
        @Nullable String degradedBy) {

    /** A decision that no budget has a part in. */
    public Decision(
            String id,
            RequestFacts facts,
            Selection selection,
            List<String> guards,
            List<Candidate> candidates,
            List<Exclusion> exclusions,
            @Nullable String staysWith) {
        this(id, facts, selection, guards, candidates, exclusions, staysWith, null);
    }

    /** The policy of the call. */
    public Policy policy() {
        return selection.policy();
    }

    /** Whether it is the copy of another call, which its facts name, and of which no caller knows. */
    public boolean isShadow() {
        return facts.shadowOf() != null;
    }

    /** What would be tried first. */
    public Optional<Deployment> chosen() {
        return candidates.stream().findFirst().map(Candidate::deployment);
    }

    /** Why a deployment was left out. */
    public Optional<Exclusion> exclusion(String deploymentId) {
        return exclusions.stream()
                .filter(exclusion -> exclusion.deployment().id().equals(deploymentId))
                .findFirst();
    }

    /** The decision as a person would tell it. */
    public String explain() {
        String rule = selection.rule() == null ? "" : " '" + selection.rule() + "'";
        return (isShadow() ? "shadow of call " + facts.shadowOf() + ", " : "") + "policy '" + policy().name() + "' ("
                + selection.source() + rule + ")"
                + (guards.isEmpty() ? "" : ", guards " + String.join(", ", guards))
                + (staysWith == null ? "" : ", stays with " + staysWith)
                + (degradedBy == null ? "" : ", cheapest first because the budget '" + degradedBy + "' is used up")
                + ", candidates: " + (candidates.isEmpty() ? "none" : join(candidates))
                + (exclusions.isEmpty() ? "" : "; left out: " + join(exclusions));
    }

    private static String join(List<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
