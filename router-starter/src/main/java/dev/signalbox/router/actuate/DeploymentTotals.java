package dev.signalbox.router.actuate;

import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the attempts at a deployment add up to.
 *
 * @param attempts how many there were
 * @param failures how many of them failed, by kind
 * @param usage their tokens
 * @param cost their cost
 */
record DeploymentTotals(long attempts, Map<String, Long> failures, Usage usage, Cost cost) {

    static final DeploymentTotals NONE = new DeploymentTotals(0, Map.of(), Usage.NONE, Cost.ZERO);

    static DeploymentTotals of(Attempt attempt) {
        Failure failure = attempt.failure();
        Map<String, Long> failures =
                failure == null ? Map.of() : Map.of(failure.kind().key(), 1L);
        return new DeploymentTotals(1, failures, attempt.usage(), attempt.cost());
    }

    DeploymentTotals plus(DeploymentTotals other) {
        Map<String, Long> both = new TreeMap<>(failures);
        other.failures.forEach((kind, count) -> both.merge(kind, count, Long::sum));
        return new DeploymentTotals(attempts + other.attempts, both, usage.plus(other.usage), cost.plus(other.cost));
    }
}
