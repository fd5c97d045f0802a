package dev.signalbox.router.strategy;

import dev.signalbox.router.model.Names;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** The strategies that policies may name. */
public final class Strategies {

    private final Map<String, Strategy> byName = new LinkedHashMap<>();

    /**
     * The built-in strategies, and more.
     *
     * @param random uniform in [0, 1)
     * @param statistics what has been seen of the deployments
     * @param more strategies of the application; one with a built-in name takes its place
     */
    public Strategies(DoubleSupplier random, Statistics statistics, List<Strategy> more) {
        List.of(
                        new Priority(),
                        Weighted.byWeight(random),
                        Weighted.byPrice(random),
                        new LowestCost(),
                        new LowestLatency(statistics),
                        new HighestThroughput(statistics),
                        new LeastBusy(statistics),
                        new RoundRobin(statistics))
                .forEach(this::add);
        more.forEach(this::add);
    }

    private void add(Strategy strategy) {
        byName.put(strategy.name(), strategy);
    }

    /** The names of all strategies. */
    public Collection<String> names() {
        return byName.keySet();
    }

    /**
     * The strategy of that name.
     *
     * @throws IllegalArgumentException if there is none, naming the known ones
     */
    public Strategy strategy(String name) {
        Strategy strategy = byName.get(name);
        if (strategy == null) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not a strategy." + Names.known("strategies", name, names()));
        }
        return strategy;
    }
}
