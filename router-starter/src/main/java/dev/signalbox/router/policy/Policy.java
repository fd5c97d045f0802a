package dev.signalbox.router.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * A named answer to "which models, in what order, under which limits". Models are tried in the listed order; the
 * strategy orders the deployments inside one model.
 *
 * @param name its name
 * @param models names or aliases of models, in order
 * @param strategy the name of the strategy; {@code priority} unless given
 * @param acrossModels whether the strategy orders the deployments of all models together
 * @param require what every deployment must meet
 * @param timeouts how long a call may take
 * @param retries how often the last candidate is tried again
 * @param fallbacks what else leads to another attempt
 * @param hedge when a slow call is sent to a second candidate as well; {@code null} for never
 * @param sticky for how long after its last call a session stays with its deployment; {@code null} for not at all
 * @param unsupportedParameters what becomes of parameters that a deployment would refuse
 * @param parameters parameters of each request that the caller does not set
 * @param shadow where copies of some calls go; {@code null} for nowhere
 */
@Builder(toBuilder = true)
public record Policy(
        String name,
        List<String> models,
        String strategy,
        boolean acrossModels,
        Requirement require,
        Timeouts timeouts,
        Retries retries,
        Fallbacks fallbacks,
        @Nullable Hedge hedge,
        @Nullable Duration sticky,
        UnsupportedParameters unsupportedParameters,
        Map<String, Object> parameters,
        @Nullable Shadow shadow) {

    /** What becomes of parameters that a deployment would refuse. */
    public enum UnsupportedParameters {
        /** They are left out of its requests, which is logged once. */
        DROP,
        /** The deployment is left out of the call. */
        REQUIRE
    }

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if no model is listed
     */
    public Policy {
        models = List.copyOf(models);
        parameters = Map.copyOf(parameters);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("The policy '" + name + "' lists no model. List at least one.");
        }
    }

    /** A policy of these models with the defaults for everything else. */
    public static Policy of(String name, String... models) {
        return builder().name(name).models(Arrays.asList(models)).build();
    }

    /** Builds a policy; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class PolicyBuilder {
        private List<String> models = List.of();
        private String strategy = "priority";
        private Requirement require = Requirement.NONE;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private Retries retries = Retries.DEFAULT;
        private Fallbacks fallbacks = Fallbacks.DEFAULT;
        private UnsupportedParameters unsupportedParameters = UnsupportedParameters.DROP;
        private Map<String, Object> parameters = Map.of();
    }
}
