package dev.signalbox.router.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the requests that each caller has under way. */
final class ConcurrencyGate {

    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    /**
     * Lets a request in; {@link #leave} is due after it.
     *
     * @throws GatewayException if the caller has as many under way as it may
     */
    void enter(GatewayCaller caller) {
        Integer limit = caller.concurrency();
        underWay.compute(caller.name(), (name, known) -> {
            int count = known == null ? 0 : known;
            if (limit != null && count >= limit) {
                throw GatewayError.of(
                                ErrorType.RATE_LIMIT_EXCEEDED,
                                "The key has " + count + " requests under way, and " + limit + " are allowed.")
                        .with("limit", "concurrency")
                        .after(Duration.ofSeconds(1))
                        .exception();
            }
            return count + 1;
        });
    }

    void leave(GatewayCaller caller) {
        underWay.computeIfPresent(caller.name(), (name, count) -> count == 1 ? null : count - 1);
    }
}
