package dev.signalbox.samples.policies;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Counts how calls ended. */
final class Tally {

    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, String> examples = new LinkedHashMap<>();

    void add(RoutedCall call) {
        String end = "policy " + call.decision().policy().name() + ": "
                + call.answeredBy().map(Deployment::id).orElse("nobody");
        add(end, end);
    }

    /** Messages of one kind may differ in numbers: the first is shown for all. */
    void add(RuntimeException refusal) {
        add(refusal.getClass().getName(), "refused: " + refusal.getMessage());
    }

    private void add(String end, String example) {
        counts.merge(end, 1, Integer::sum);
        examples.putIfAbsent(end, example);
    }

    Stream<String> lines() {
        return counts.entrySet().stream().map(end -> end.getValue() + " times " + examples.get(end.getKey()));
    }
}
