package dev.signalbox.router.execution;

import dev.signalbox.router.strategy.DeploymentStatistics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the answers of the last five minutes took; unknown below five answers.
 *
 * @param median half of them took no longer
 * @param p95 95 % of them took no longer
 * @param p99 99 % of them took no longer
 * @param tokensPerSecond half of them came no faster
 */
public record Latency(
        @Nullable Duration median,
        @Nullable Duration p95,
        @Nullable Duration p99,
        @Nullable Double tokensPerSecond) {

    static Latency of(DeploymentStatistics statistics, boolean streamed) {
        double speed = statistics.tokensPerSecond(streamed, 0.5);
        return new Latency(
                percentile(statistics, streamed, 0.5),
                percentile(statistics, streamed, 0.95),
                percentile(statistics, streamed, 0.99),
                Double.isNaN(speed) ? null : speed);
    }

    private static @Nullable Duration percentile(DeploymentStatistics statistics, boolean streamed, double share) {
        long nanos = statistics.latencyNanos(streamed, share);
        return nanos < 0 ? null : Duration.ofNanos(nanos);
    }
}
