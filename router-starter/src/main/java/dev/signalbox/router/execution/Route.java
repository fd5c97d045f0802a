package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.strategy.Strategy;
import java.util.List;

/**
 * A policy resolved against the catalogue.
 *
 * @param policy the policy
 * @param guardedAs the name under which guards know it: its own, or the model's for which it stands
 * @param strategy orders the candidates of each tier
 * @param tiers what is ordered together, one tier after the other: the deployments of each model, or those of all; each
 *     deployment once
 */
record Route(Policy policy, String guardedAs, Strategy strategy, List<List<Entry>> tiers) {

    /** Whether it leads to embedding models. */
    boolean embeds() {
        return tiers.stream()
                .flatMap(List::stream)
                .anyMatch(entry -> entry.candidate().deployment().embeds());
    }

    /**
     * A possible candidate.
     *
     * @param candidate what would be called
     * @param target what belongs to it at run time
     */
    record Entry(Candidate candidate, Target target) {}
}
