package dev.signalbox.router.gateway;

import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.CallFacts;
import java.util.Set;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request to the gateway, and what that caller may do.
 *
 * @param name names the caller in logs and meters, for example the name of a key; no secret
 * @param facts what is said of every call of the caller; a request cannot say otherwise
 * @param models own names of the models that may serve it; empty allows all
 * @param policies names of the policies that it may ask for; empty allows all
 * @param concurrency how many requests it may have under way at the same time, {@code null} for any number
 * @param key the virtual key that was shown, {@code null} if something else says who the caller is
 */
@Builder(toBuilder = true)
public record GatewayCaller(
        String name,
        CallFacts facts,
        Set<String> models,
        Set<String> policies,
        @Nullable Integer concurrency,
        @Nullable VirtualKey key) {

    /** Copies the sets. */
    public GatewayCaller {
        models = Set.copyOf(models);
        policies = Set.copyOf(policies);
    }

    /** Whether a model may serve it. */
    boolean allows(Model model) {
        return models.isEmpty() || models.contains(model.name());
    }

    /** A caller who may do everything. */
    public static GatewayCaller named(String name) {
        return builder().name(name).facts(CallFacts.NONE.key(name)).build();
    }

    /** Builds a caller; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class GatewayCallerBuilder {
        private CallFacts facts = CallFacts.NONE;
        private Set<String> models = Set.of();
        private Set<String> policies = Set.of();
    }
}
