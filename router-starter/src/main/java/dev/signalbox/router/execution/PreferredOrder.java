package dev.signalbox.router.execution;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Preferences;
import dev.signalbox.router.policy.Preferences.Cutoff;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.strategy.DeploymentStatistics;
import dev.signalbox.router.strategy.Statistics;
import dev.signalbox.router.strategy.Strategies;
import dev.signalbox.router.strategy.Strategy;
import java.util.Comparator;
import java.util.List;

/**
 * Orders the candidates of a call as the call itself wishes.
 *
 * @param strategies the strategies that a call may name
 * @param statistics what has been seen of the deployments
 */
record PreferredOrder(Strategies strategies, Statistics statistics) {

    /**
     * The strategy of a call.
     *
     * @throws IllegalArgumentException if the call names one that there is not
     */
    Strategy strategy(Preferences wished, Strategy usual) {
        return wished.strategy() == null ? usual : strategies.strategy(wished.strategy());
    }

    /** Candidates that are ordered together, with those first that the call wants first. */
    void orderTogether(List<Candidate> candidates, Preferences wished) {
        if (!wished.first().isEmpty()) {
            candidates.sort(Comparator.comparingInt(candidate -> wished.rank(candidate.deployment())));
        }
    }

    /** All candidates, with those last that miss what the call wishes for, whatever model they are of. */
    void orderAll(List<Candidate> candidates, Preferences wished, RequestFacts facts) {
        if (!wished.cutoffs().isEmpty()) {
            boolean streamed = facts.needs().contains(Capability.STREAMING);
            candidates.sort(Comparator.comparing(candidate -> misses(candidate, wished, streamed)));
        }
    }

    /** What nobody has measured yet misses nothing. */
    private boolean misses(Candidate candidate, Preferences wished, boolean streamed) {
        DeploymentStatistics seen = statistics.of(candidate.deployment().id());
        return wished.cutoffs().stream().anyMatch(cutoff -> misses(seen, cutoff, streamed));
    }

    private static boolean misses(DeploymentStatistics seen, Cutoff cutoff, boolean streamed) {
        if (cutoff.latency()) {
            return seen.latencyNanos(streamed, cutoff.percentile()) > cutoff.value() * 1e9;
        }
        return seen.tokensPerSecond(streamed, 1 - cutoff.percentile()) < cutoff.value();
    }
}
