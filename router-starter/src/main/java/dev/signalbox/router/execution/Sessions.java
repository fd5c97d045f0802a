package dev.signalbox.router.execution;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind.Effect;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which deployment each session stays with, by policy, so that it finds its prompts in the provider's cache. Remembers the
 * {@value #MAX} sessions or so that called last, and each for no longer than its policy says.
 */
final class Sessions {

    private static final int MAX = 100_000;
    private static final int SWEEP_EVERY = 1_000;

    private final Map<Key, Stay> stays = new ConcurrentHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();

    /** Sessions of the same name are others for each tenant and each key: nobody steers the calls of somebody else. */
    private record Key(
            String policy,
            @Nullable String tenant,
            @Nullable String key,
            String session) {

        static @Nullable Key of(String policy, RequestFacts facts) {
            String session = facts.session();
            return session == null ? null : new Key(policy, facts.tenant(), facts.key(), session);
        }
    }

    private record Stay(String deployment, long until) {}

    @Nullable
    String deployment(String policy, RequestFacts facts, long nanos) {
        Key key = Key.of(policy, facts);
        Stay stay = key == null ? null : stays.get(key);
        return stay == null || stay.until() - nanos <= 0 ? null : stay.deployment();
    }

    /** A call has ended: its session stays with the deployment that answered, and leaves one that failed. */
    void settle(RoutedCall call, long nanos) {
        Policy policy = call.decision().policy();
        Key key = Key.of(policy.name(), call.decision().facts());
        if (policy.sticky() == null || key == null) {
            return;
        }
        String answered = call.answeredBy().map(Deployment::id).orElse(null);
        if (answered == null) {
            call.attempts().stream()
                    .filter(attempt -> saysSomething(attempt.failure()))
                    .forEach(attempt -> leave(key, attempt.deployment().id()));
        } else {
            stays.put(key, new Stay(answered, nanos + policy.sticky().toNanos()));
            if (changes.incrementAndGet() % SWEEP_EVERY == 0) {
                sweep(nanos);
            }
        }
    }

    /** Whether a failure was the deployment's, and not the caller's or the request's. */
    private static boolean saysSomething(@Nullable Failure failure) {
        return failure != null && failure.kind().effect() != Effect.NONE;
    }

    private void leave(Key key, String deployment) {
        stays.computeIfPresent(key, (same, stay) -> stay.deployment().equals(deployment) ? null : stay);
    }

    /** Forgets what is over, and if there are still too many those that would be over first. */
    private void sweep(long nanos) {
        stays.values().removeIf(stay -> stay.until() - nanos <= 0);
        int tooMany = stays.size() - MAX;
        if (tooMany > 0) {
            stays.entrySet().stream()
                    .sorted((left, right) -> Long.signum(
                            left.getValue().until() - right.getValue().until()))
                    .limit(tooMany)
                    .toList()
                    .forEach(entry -> stays.remove(entry.getKey(), entry.getValue()));
        }
    }

    int size() {
        return stays.size();
    }
}
