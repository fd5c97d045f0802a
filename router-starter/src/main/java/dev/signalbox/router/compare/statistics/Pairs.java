package dev.signalbox.router.compare.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every contender against every other. The level of each interval is corrected for their number by Bonferroni, so that the
 * chance of one wrong decision among all pairs stays within what the confidence leaves.
 *
 * @param all each pair once
 */
public record Pairs(List<Pair> all) {

    /** Copies the pairs. */
    public Pairs {
        all = List.copyOf(all);
    }

    /**
     * Compares grades by paired bootstrap; contenders without a common prompt make no pair.
     *
     * @param samples by contender, in order
     * @param confidence of all pairs together
     */
    public static Pairs of(Map<String, Sample> samples, Bootstrap bootstrap, double confidence) {
        List<String> names = List.copyOf(samples.keySet());
        int count = names.size() * (names.size() - 1) / 2;
        double level = 1 - (1 - confidence) / Math.max(1, count);
        List<Pair> pairs = new ArrayList<>();
        for (int first = 0; first < names.size(); first++) {
            for (int second = first + 1; second < names.size(); second++) {
                Sample mine = samples.getOrDefault(names.get(first), Sample.of(Map.of()));
                Sample difference = mine.minus(samples.getOrDefault(names.get(second), Sample.of(Map.of())));
                if (difference.size() > 0) {
                    pairs.add(Pair.of(names.get(first), names.get(second), bootstrap.mean(difference, level, -1, 1)));
                }
            }
        }
        return new Pairs(pairs);
    }

    /** The pair of two contenders, seen from the first. */
    public Optional<Pair> between(String first, String second) {
        for (Pair pair : all) {
            if (pair.first().equals(first) && pair.second().equals(second)) {
                return Optional.of(pair);
            }
            if (pair.first().equals(second) && pair.second().equals(first)) {
                return Optional.of(pair.turned());
            }
        }
        return Optional.empty();
    }
}
