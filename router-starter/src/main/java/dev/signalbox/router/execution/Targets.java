package dev.signalbox.router.execution;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Names;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.resilience.HealthRegistry;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.strategy.Statistics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what belongs to deployments at run time.
 *
 * @param clients how they are called, by id
 * @param unusable why some cannot be called, by id
 * @param health outlives a reload
 * @param statistics outlive a reload
 * @param rateLimiter keeps them within their limits per minute
 */
record Targets(
        Map<String, List<KeyedClient>> clients,
        Map<String, Exclusion> unusable,
        HealthRegistry health,
        Statistics statistics,
        @Nullable RateLimiter rateLimiter) {

    Target of(Deployment deployment) {
        String id = deployment.id();
        List<KeyedClient> keyed = clients.getOrDefault(id, List.of());
        if (keyed.isEmpty() && !unusable.containsKey(id)) {
            throw new IllegalArgumentException(
                    "The deployment '" + id + "' has no client." + Names.known("clients", id, clients.keySet()));
        }
        List<Access> accesses =
                keyed.stream().map(each -> access(each, id, keyed.size() > 1)).toList();
        Load load = new Load(deployment, statistics.of(id), deployment.limits().perMinute() ? rateLimiter : null);
        return new Target(accesses, unusable.get(id), health.deployment(id), load);
    }

    private Access access(KeyedClient keyed, String deploymentId, boolean oneOfMany) {
        return new Access(
                keyed.key(),
                keyed.identity(),
                keyed.client(),
                health.credential(keyed.identity()),
                oneOfMany ? health.deployment(deploymentId + " with " + keyed.identity()) : null);
    }

    @Nullable
    DeploymentClient client(Deployment deployment) {
        List<KeyedClient> keyed = clients.getOrDefault(deployment.id(), List.of());
        return keyed.isEmpty() ? null : keyed.get(0).client();
    }
}
