package dev.signalbox.router.strategy;

import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;

/**
 * The lowest expected cost of this request first: its estimated input, and the output it allows or, where it sets no
 * limit, {@value #TYPICAL_OUTPUT} tokens. Unknown prices come last. Equal costs keep the configured order.
 */
final class LowestCost implements Strategy {

    /** Output tokens of a chat answer that nobody limited; only the proportion to the input matters. */
    static final int TYPICAL_OUTPUT = 500;

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
        Integer limit = facts.maxOutputTokens();
        return price.input() * facts.inputTokens() + price.output() * (limit == null ? TYPICAL_OUTPUT : limit);
    }
}
