package dev.signalbox.router.compare.statistics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One number for each prompt: repetitions have been averaged, because they say less than another prompt would.
 *
 * @param values by the prompt's id, in the order of the ids, so that results do not depend on who finished first
 * @param weights what each prompt counts; 1 where nothing is said
 */
public record Sample(Map<String, Double> values, Map<String, Double> weights) {

    /** Copies both. */
    public Sample {
        values = new TreeMap<>(values);
        weights = Map.copyOf(weights);
    }

    /** Each prompt counts the same. */
    public static Sample of(Map<String, Double> values) {
        return new Sample(values, Map.of());
    }

    /** This minus the other, over the prompts that both have. */
    public Sample minus(Sample other) {
        Map<String, Double> differences = new TreeMap<>();
        values.forEach((prompt, value) -> {
            Double theirs = other.values.get(prompt);
            if (theirs != null) {
                differences.put(prompt, value - theirs);
            }
        });
        return new Sample(differences, weights);
    }

    /** This at the prompts that all of those have. */
    public Sample at(Collection<Sample> others) {
        Map<String, Double> common = new TreeMap<>(values);
        others.forEach(other -> common.keySet().retainAll(other.values.keySet()));
        return new Sample(common, weights);
    }

    /** How many prompts. */
    public int size() {
        return values.size();
    }

    double[] numbers() {
        return values.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    double[] counts() {
        List<String> prompts = List.copyOf(values.keySet());
        return prompts.stream()
                .mapToDouble(prompt -> weights.getOrDefault(prompt, 1.0))
                .toArray();
    }
}
