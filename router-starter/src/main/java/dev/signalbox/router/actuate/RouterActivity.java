package dev.signalbox.router.actuate;

import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;

/**
 * Remembers the last {@value #CALLS} calls, and adds up the attempts at each deployment and the calls that each rate
 * limit has refused since the start. Thread-safe.
 */
@RequiredArgsConstructor
public final class RouterActivity implements RouterListener {

    private static final int CALLS = 100;

    private final InstantSource clock;
    private final Deque<EndedCall> calls = new ArrayDeque<>(CALLS);
    private final Map<String, DeploymentTotals> totals = new ConcurrentHashMap<>();

    private final Map<String, Long> refused = new ConcurrentHashMap<>();

    /** A call and when it ended. */
    record EndedCall(RoutedCall call, Instant at) {}

    @Override
    public void on(RouterEvent event) {
        if (event instanceof RouterEvent.AttemptEnded ended) {
            Attempt attempt = ended.attempt();
            totals.merge(attempt.deployment().id(), DeploymentTotals.of(attempt), DeploymentTotals::plus);
        } else if (event instanceof RouterEvent.CallEnded ended) {
            remember(new EndedCall(ended.call(), clock.instant()));
        } else if (event instanceof RouterEvent.CallLimited limited) {
            refused.merge(limited.refusal().limit().name(), 1L, Long::sum);
        }
    }

    private void remember(EndedCall ended) {
        synchronized (calls) {
            if (calls.size() == CALLS) {
                calls.removeLast();
            }
            calls.addFirst(ended);
        }
    }

    /** The last calls, the newest first. */
    List<EndedCall> calls() {
        synchronized (calls) {
            return Collections.unmodifiableList(new ArrayList<>(calls));
        }
    }

    /** One of the last calls, by the id of its decision. */
    Optional<EndedCall> call(String id) {
        return calls().stream()
                .filter(ended -> ended.call().decision().id().equals(id))
                .findFirst();
    }

    long refused(String rateLimit) {
        return refused.getOrDefault(rateLimit, 0L);
    }

    DeploymentTotals totals(String deploymentId) {
        return totals.getOrDefault(deploymentId, DeploymentTotals.NONE);
    }
}
