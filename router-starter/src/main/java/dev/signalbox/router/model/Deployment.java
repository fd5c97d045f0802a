package dev.signalbox.router.model;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * One configured way to call a model at a provider: the unit that is chosen, cooled down and billed.
 *
 * @param id what names it in health, events and reload; {@code provider/model-id} unless given
 * @param provider the name of the provider that serves it
 * @param modelId the provider's own name of the model
 * @param capabilities what it can do beyond text; streaming, tools and JSON schema unless given
 * @param contextLength how many tokens fit into input and output together; {@code null} is unknown and never filtered
 * @param outputLength how many tokens an answer may have at most; {@code null} is unknown and never filtered
 * @param price what it charges; {@code null} is unknown, which is not zero
 * @param retirement from which day on the provider does not serve the model any more; {@code null} is unknown
 * @param weight its share of the traffic under the {@code weighted} strategy; 1 unless given
 * @param local whether its data stays in the house
 * @param region where it runs; {@code null} is unknown
 * @param zeroDataRetention whether the provider keeps nothing
 * @param trainsOnData whether the provider trains on what it gets; {@code null} is unknown
 * @param quantization how its weights are rounded, for example {@code fp8}; {@code null} is unknown
 * @param parameters parameters of each request that neither the caller nor the policy sets
 * @param limits how much it takes; unlimited unless given
 */
@Builder(toBuilder = true)
public record Deployment(
        String id,
        String provider,
        String modelId,
        Set<Capability> capabilities,
        @Nullable Integer contextLength,
        @Nullable Integer outputLength,
        @Nullable Price price,
        @Nullable LocalDate retirement,
        int weight,
        boolean local,
        @Nullable String region,
        boolean zeroDataRetention,
        @Nullable Boolean trainsOnData,
        @Nullable String quantization,
        Map<String, Object> parameters,
        Limits limits) {

    /** What a deployment can do unless something else is said. */
    public static final Set<Capability> USUAL_CAPABILITIES =
            Set.of(Capability.STREAMING, Capability.TOOLS, Capability.JSON_SCHEMA);

    /**
     * Fills in the id.
     *
     * @throws IllegalArgumentException if the weight or a length is below one, or if it turns texts into vectors and is
     *     said to do something else besides
     */
    @SuppressWarnings("NullAway") // the builder passes null for an id that was not given
    public Deployment {
        id = id == null ? provider + "/" + modelId : id;
        capabilities = Set.copyOf(capabilities);
        parameters = Map.copyOf(parameters);
        positive("weight", id, weight);
        positive("context-length", id, contextLength);
        positive("output-length", id, outputLength);
        if (capabilities.size() > 1 && capabilities.contains(Capability.EMBEDDINGS)) {
            throw new IllegalArgumentException("The deployment '" + id
                    + "' turns texts into vectors, so that 'embeddings' is all it can. Remove its other capabilities.");
        }
    }

    private static void positive(String property, String id, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException(
                    "The " + property + " of deployment '" + id + "' is " + value + ". It must be at least 1.");
        }
    }

    /**
     * Starts a deployment from its slug.
     *
     * @param slug {@code provider/model-id}; the model id may hold further slashes
     * @throws IllegalArgumentException if there is nothing before or after the first slash
     */
    public static DeploymentBuilder of(String slug) {
        int slash = slug.indexOf('/');
        if (slash < 1 || slash == slug.length() - 1) {
            throw new IllegalArgumentException("'" + slug
                    + "' does not name a deployment. Write provider/model-id, for example openrouter/openai/gpt-4.1.");
        }
        return builder().provider(slug.substring(0, slash)).modelId(slug.substring(slash + 1));
    }

    /** Whether it turns texts into vectors instead of answering. */
    public boolean embeds() {
        return capabilities.contains(Capability.EMBEDDINGS);
    }

    /** Whether it has all of these capabilities. */
    public boolean can(Set<Capability> needs) {
        return capabilities.containsAll(needs);
    }

    /** Those of the needs that it lacks. */
    public Set<Capability> lacks(Set<Capability> needs) {
        EnumSet<Capability> lacking = EnumSet.noneOf(Capability.class);
        lacking.addAll(needs);
        lacking.removeAll(capabilities);
        return lacking;
    }

    @Override
    public String toString() {
        return id;
    }

    /** Builds a deployment; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class DeploymentBuilder {
        private Set<Capability> capabilities = USUAL_CAPABILITIES;
        private int weight = 1;
        private Map<String, Object> parameters = Map.of();
        private Limits limits = Limits.NONE;
    }
}
