package dev.signalbox.router.resilience;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The health of everything that was ever called, by id; it outlives a reload of the configuration. */
public final class HealthRegistry {

    private final Map<String, Health> deployments = new ConcurrentHashMap<>();
    private final Map<String, Health> credentials = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private volatile CooldownSettings settings;

    /** A registry of nothing yet. */
    public HealthRegistry(CooldownSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
    }

    /** The configuration was loaded again: what is disabled may be called again, and cooldowns to come go by these settings. */
    public void reloaded(CooldownSettings changed) {
        settings = changed;
        deployments.values().forEach(Health::enable);
    }

    /** The health of a deployment. */
    public Health deployment(String id) {
        return deployments.computeIfAbsent(id, key -> new Health(() -> settings, nanos.getAsLong()));
    }

    /** The health of a credential, by a name that is not the key itself. */
    public Health credential(String name) {
        return credentials.computeIfAbsent(name, key -> new Health(() -> settings, nanos.getAsLong()));
    }
}
