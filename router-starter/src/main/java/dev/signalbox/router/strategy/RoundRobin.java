package dev.signalbox.router.strategy;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;
import lombok.RequiredArgsConstructor;

/**
 * The deployment whose last start lies longest back first, those never started before all others, in configured order.
 * Whose turn it is moves on when a call starts and not when it is decided, so that asking for an order changes nothing.
 */
@RequiredArgsConstructor
final class RoundRobin implements Strategy {

    private final Statistics statistics;

    @Override
    public String name() {
        return "round-robin";
    }

    @Override
    public List<Candidate> order(List<Candidate> candidates, RequestFacts facts) {
        Ranking ranking = new Ranking(candidates.size());
        for (Candidate candidate : candidates) {
            ranking.add(candidate, statistics.of(candidate.deployment().id()).lastStart());
        }
        return ranking.candidates();
    }
}
