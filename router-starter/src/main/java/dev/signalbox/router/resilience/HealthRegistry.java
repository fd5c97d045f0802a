package dev.signalbox.router.resilience;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;

/** The health of everything that was ever called, by id; it outlives a reload of the configuration. */
@RequiredArgsConstructor
public final class HealthRegistry {

    private final Map<String, Health> deployments = new ConcurrentHashMap<>();
    private final Map<String, Health> credentials = new ConcurrentHashMap<>();
    private final CooldownSettings settings;
    private final LongSupplier nanos;

    /** The health of a deployment. */
    public Health deployment(String id) {
        return deployments.computeIfAbsent(id, key -> Health.startingAt(nanos.getAsLong(), settings));
    }

    /** The health of a credential, by a name that is not the key itself. */
    public Health credential(String name) {
        return credentials.computeIfAbsent(name, key -> Health.startingAt(nanos.getAsLong(), settings));
    }
}
