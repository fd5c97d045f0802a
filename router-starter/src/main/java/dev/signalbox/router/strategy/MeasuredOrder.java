package dev.signalbox.router.strategy;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;
import lombok.RequiredArgsConstructor;

/**
 * An order by what was measured, from which nobody is left out and which sends nobody a herd:
 *
 * <ol>
 *   <li>deployments that must be measured, as long as fewer than five calls do so and another one was started since;
 *   <li>the measured ones, best first; what is at most 15 % worse than the best counts as equal, and so on with the rest,
 *       and equals share the load like the least busy;
 *   <li>those of them that have as much to do as may be trusted to a new one;
 *   <li>those that are being measured or cannot be, the least busy first.
 * </ol>
 */
@RequiredArgsConstructor
final class MeasuredOrder {

    private static final int TOLERANCE = 15; // percent
    private static final int COST_BITS = 50;
    private static final long MAX_COST = (1L << COST_BITS) - 1;

    private static final long TO_MEASURE = 0;
    private static final long MEASURED = 1L << COST_BITS;
    private static final long FILLED = 2L << COST_BITS;
    private static final long OTHER = 3L << COST_BITS;

    private final Statistics statistics;
    private final Measure measure;

    /** What is measured. */
    @FunctionalInterface
    interface Measure {

        /** Never negative, the less the better; -1 if unknown. */
        long cost(DeploymentStatistics seen, boolean streamed, long now);
    }

    List<Candidate> order(List<Candidate> candidates, RequestFacts facts) {
        boolean streamed = facts.needs().contains(Capability.STREAMING);
        long now = statistics.now();
        DeploymentStatistics[] seen = new DeploymentStatistics[candidates.size()];
        long lastStart = 0;
        for (int index = 0; index < seen.length; index++) {
            seen[index] = statistics.of(candidates.get(index).deployment().id());
            lastStart = Math.max(lastStart, seen[index].lastStart());
        }
        Ranking ranking = new Ranking(seen.length);
        for (int index = 0; index < seen.length; index++) {
            boolean justStarted = lastStart > 0 && seen[index].lastStart() == lastStart;
            ranking.add(candidates.get(index), key(seen[index], streamed, justStarted, now), seen[index].load());
        }
        ranking.level(MeasuredOrder::near);
        return ranking.candidates();
    }

    private long key(DeploymentStatistics seen, boolean streamed, boolean justStarted, long now) {
        long cost = measure.cost(seen, streamed, now);
        if (cost >= 0) {
            return (seen.filled() ? FILLED : MEASURED) + Math.min(cost, MAX_COST);
        }
        return !justStarted && seen.measurable(streamed, now) ? TO_MEASURE : OTHER;
    }

    private static boolean near(long lower, long key) {
        long group = lower & ~MAX_COST;
        return group == (key & ~MAX_COST) && (key - group) * 100 <= (lower - group) * (100 + TOLERANCE);
    }
}
