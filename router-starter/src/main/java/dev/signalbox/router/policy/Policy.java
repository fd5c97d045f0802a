package dev.signalbox.router.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lombok.Builder;

/**
 * A named answer to "which models, in what order, under which limits". Models are tried in the listed order; the
 * strategy orders the deployments inside one model.
 *
 * @param name its name
 * @param models names or aliases of models, in order
 * @param strategy the name of the strategy; {@code priority} unless given
 * @param require what every deployment must meet
 * @param timeouts how long a call may take
 * @param retries how often the last candidate is tried again
 * @param parameters parameters of each request that the caller does not set
 */
@Builder(toBuilder = true)
public record Policy(
        String name,
        List<String> models,
        String strategy,
        Requirement require,
        Timeouts timeouts,
        Retries retries,
        Map<String, Object> parameters) {

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
        private Timeouts timeouts = Timeouts.NONE;
        private Retries retries = Retries.DEFAULT;
        private Map<String, Object> parameters = Map.of();
    }
}
