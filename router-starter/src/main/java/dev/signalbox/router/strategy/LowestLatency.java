package dev.signalbox.router.strategy;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;

/**
 * The lowest median latency of the last five minutes first: the time to the first content for requests that stream, to the
 * whole answer for others. How unknown and nearly equal ones are treated is said at {@link MeasuredOrder}.
 */
final class LowestLatency implements Strategy {

    private final MeasuredOrder order;

    LowestLatency(Statistics statistics) {
        order = new MeasuredOrder(statistics, (seen, streamed, now) -> seen.latencyNanos(streamed, 0.5, now));
    }

    @Override
    public String name() {
        return "lowest-latency";
    }

    @Override
    public List<Candidate> order(List<Candidate> candidates, RequestFacts facts) {
        return order.order(candidates, facts);
    }
}
