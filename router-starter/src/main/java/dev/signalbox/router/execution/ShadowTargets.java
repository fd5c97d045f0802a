package dev.signalbox.router.execution;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.resilience.Availability.State;
import dev.signalbox.router.resilience.HealthRegistry;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.strategy.Statistics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deployments as shadows see them: with health, limits and statistics of their own, so that callers notice nothing of what
 * shadows do to them. A shadow is only sent where a caller's request would be taken as well.
 *
 * @param health of callers and shadows alike, by id
 * @param statistics of callers and shadows alike, by id
 * @param rateLimiter keeps both within limits per minute
 */
record ShadowTargets(
        HealthRegistry health,
        Statistics statistics,
        @Nullable RateLimiter rateLimiter) {

    private static final String SUFFIX = " (shadow)";

    /** The first candidate that is free, and that no earlier shadow has found wanting. */
    List<Candidate> firstFree(Snapshot snapshot, Decision decision, long nanos) {
        return decision.candidates().stream()
                .filter(candidate -> {
                    Target target = snapshot.target(candidate.deployment());
                    return target.availability(nanos).state() == State.FREE
                            && apart(target, nanos).availability(nanos).open();
                })
                .limit(1)
                .toList();
    }

    /** The snapshot with that one deployment apart. */
    Snapshot apart(Snapshot snapshot, Candidate candidate, long nanos) {
        Target target = snapshot.target(candidate.deployment());
        return snapshot.withTargets(Map.of(candidate.deployment().id(), apart(target, nanos)));
    }

    private Target apart(Target target, long nanos) {
        String id = target.load().deployment().id();
        List<Access> accesses = target.accesses().stream()
                .filter(access -> access.availability(nanos).open())
                .map(access -> new Access(
                        access.key(),
                        access.identity(),
                        access.client(),
                        health.credential(access.identity() + SUFFIX),
                        access.limited() == null
                                ? null
                                : health.deployment(id + " with " + access.identity() + SUFFIX)))
                .toList();
        return new Target(accesses, null, health.deployment(id + SUFFIX), load(target.load()));
    }

    private Load load(Load load) {
        Deployment deployment = load.deployment();
        String id = deployment.id() + SUFFIX;
        return new Load(
                deployment.toBuilder().id(id).build(),
                statistics.of(id),
                load.rateLimiter() == null ? null : rateLimiter);
    }

    /** How many shadows are under way at a deployment. */
    int inFlight(String deploymentId) {
        return statistics.of(deploymentId + SUFFIX).inFlight();
    }
}
