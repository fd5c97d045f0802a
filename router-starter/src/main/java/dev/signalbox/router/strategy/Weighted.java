package dev.signalbox.router.strategy;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleBiFunction;
import lombok.RequiredArgsConstructor;

/**
 * A random order in which each candidate's chance to be first is its share of the weights. The order is that of the keys
 * {@code -ln(u) / weight} (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006).
 */
@RequiredArgsConstructor
final class Weighted implements Strategy {

    private final String name;
    private final ToDoubleBiFunction<Deployment, RequestFacts> weight;
    private final DoubleSupplier random;

    /** By configured weight. */
    static Weighted byWeight(DoubleSupplier random) {
        return new Weighted("weighted", (deployment, facts) -> deployment.weight(), random);
    }

    /**
     * By the inverse square of the price, input and output added, as OpenRouter balances the load between providers of
     * one model; of prices with tiers, that which the request's estimated input reaches. Free deployments always come first, unknown prices last.
     */
    static Weighted byPrice(DoubleSupplier random) {
        return new Weighted("weighted-by-price", Weighted::inverseSquare, random);
    }

    private static double inverseSquare(Deployment deployment, RequestFacts facts) {
        Price price = deployment.price();
        if (price == null) {
            return 0;
        }
        Price reached = price.at(facts.inputTokens());
        double sum = (double) reached.input() + reached.output();
        return 1 / (sum * sum);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Candidate> order(List<Candidate> candidates, RequestFacts facts) {
        Ranking ranking = new Ranking(candidates.size());
        for (Candidate candidate : candidates) {
            ranking.add(candidate, key(weight.applyAsDouble(candidate.deployment(), facts)));
        }
        return ranking.candidates();
    }

    private long key(double share) {
        double drawn = 0 - Math.log(1 - random.getAsDouble()); // of a number in (0, 1]: finite, and never -0.0
        if (share == 0 || Double.isInfinite(share)) {
            return share == 0 ? Long.MAX_VALUE : -1;
        }
        return Double.doubleToLongBits(drawn / share); // in the order of the numbers, as none is negative
    }
}
