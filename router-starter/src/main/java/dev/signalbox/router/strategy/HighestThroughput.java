package dev.signalbox.router.strategy;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;

/**
 * The most output tokens per second first, by the median of the last five minutes, streamed and whole answers apart. How
 * unknown and nearly equal ones are treated is said at {@link MeasuredOrder}.
 */
final class HighestThroughput implements Strategy {

    private final MeasuredOrder order;

    HighestThroughput(Statistics statistics) {
        order = new MeasuredOrder(statistics, HighestThroughput::nanosPerThousandTokens);
    }

    private static long nanosPerThousandTokens(DeploymentStatistics seen, boolean streamed, long now) {
        double speed = seen.tokensPerSecond(streamed, 0.5, now);
        return Double.isNaN(speed) ? -1 : (long) (1e12 / speed); // without limit for a speed of zero
    }

    @Override
    public String name() {
        return "highest-throughput";
    }

    @Override
    public List<Candidate> order(List<Candidate> candidates, RequestFacts facts) {
        return order.order(candidates, facts);
    }
}
