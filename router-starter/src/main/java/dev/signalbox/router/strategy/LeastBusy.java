package dev.signalbox.router.strategy;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** The fewest calls in flight first; among equals the deployment whose last start lies longest back. */
@RequiredArgsConstructor
final class LeastBusy implements Strategy {

    private final Statistics statistics;

    @Override
    public String name() {
        return "least-busy";
    }

    @Override
    public List<Candidate> order(List<Candidate> candidates, RequestFacts facts) {
        Ranking ranking = new Ranking(candidates.size());
        for (Candidate candidate : candidates) {
            ranking.add(candidate, statistics.of(candidate.deployment().id()).load());
        }
        return ranking.candidates();
    }
}
