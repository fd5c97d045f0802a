package dev.signalbox.router.strategy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;

/**
 * What has been seen of each deployment lately, by its id. It outlives a reload of the configuration. Safe for use by many
 * threads, none of which ever waits.
 */
@RequiredArgsConstructor
public final class Statistics {

    private final Map<String, DeploymentStatistics> deployments = new ConcurrentHashMap<>();
    private final AtomicLong starts = new AtomicLong();
    private final LongSupplier nanos;

    /** What has been seen of that deployment; the same object each time. */
    public DeploymentStatistics of(String deploymentId) {
        DeploymentStatistics known = deployments.get(deploymentId); // unlike computeIfAbsent, it never locks
        return known != null
                ? known
                : deployments.computeIfAbsent(deploymentId, key -> new DeploymentStatistics(nanos, starts));
    }

    /** Now, in nanoseconds. */
    long now() {
        return nanos.getAsLong();
    }
}
