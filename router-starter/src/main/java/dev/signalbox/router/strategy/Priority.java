package dev.signalbox.router.strategy;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;

/** The configured order. */
final class Priority implements Strategy {

    @Override
    public String name() {
        return "priority";
    }

    @Override
    public List<Candidate> order(List<Candidate> candidates, RequestFacts facts) {
        return candidates;
    }
}
