package dev.signalbox.router.strategy;

import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;

/**
 * The lowest expected cost of this request first: that of its estimated input and of the output to expect, at the price
 * tier which the input reaches. Unknown prices come last. Equal costs keep the configured order.
 */
final class LowestCost implements Strategy {

    @Override
    public String name() {
        return "lowest-cost";
    }

    @Override
    public List<Candidate> order(List<Candidate> candidates, RequestFacts facts) {
        Ranking ranking = new Ranking(candidates.size());
        for (Candidate candidate : candidates) {
            ranking.add(candidate, cost(candidate, facts));
        }
        return ranking.candidates();
    }

    private static long cost(Candidate candidate, RequestFacts facts) {
        Price price = candidate.deployment().price();
        if (price == null) {
            return Long.MAX_VALUE;
        }
        Price reached = price.at(facts.inputTokens());
        return reached.input() * facts.inputTokens() + reached.output() * facts.expectedOutput();
    }
}
