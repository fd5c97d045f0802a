package dev.signalbox.router.policy;

import dev.signalbox.router.model.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What one call asks for beside its policy. It narrows what may serve the call and orders what is left; what the policy and
 * the guards leave out stays out.
 *
 * @param models names of policies and models that are tried after what the call named, in order
 * @param allowedModels own names of the models that may serve the call; empty allows all
 * @param allowedDeployments ids of the deployments that may serve the call; empty allows all
 * @param allowedQuantizations roundings that may serve the call; empty allows all, unknown ones too
 * @param require what a deployment must meet
 * @param first names of providers or ids of deployments that are tried first, in order
 * @param fallbacks whether others are tried after those of {@code first} or, without any, after the first candidate
 * @param strategy the name of the strategy that orders in place of the policy's, {@code null} for the policy's
 * @param acrossModels whether the strategy orders the deployments of all models together
 * @param requireParameters whether deployments are left out that would refuse a parameter of the request
 * @param cutoffs deployments that miss one of these are tried after the others
 * @param dialect only deployments that take a request in this dialect's own words may serve the call, because nothing else
 *     says all of it; {@code null} for any
 * @param parameters request parameters by their configured names, of the kind that only some dialects know
 */
@Builder(toBuilder = true)
public record Preferences(
        List<String> models,
        Set<String> allowedModels,
        Set<String> allowedDeployments,
        Set<String> allowedQuantizations,
        Requirement require,
        List<String> first,
        boolean fallbacks,
        @Nullable String strategy,
        boolean acrossModels,
        boolean requireParameters,
        List<Cutoff> cutoffs,
        @Nullable String dialect,
        Map<String, Object> parameters) {

    /** Nothing asked for. */
    public static final Preferences NONE = builder().build();

    /**
     * A speed that is wished for, as it was measured within the last minutes.
     *
     * @param latency whether it is the greatest time to the first token, in seconds; otherwise the least output in tokens
     *     per second
     * @param percentile of which share of the answers, from 0 to 1
     * @param value the time or the speed
     */
    public record Cutoff(boolean latency, double percentile, double value) {}

    /** Copies the lists. */
    public Preferences {
        models = List.copyOf(models);
        allowedModels = Set.copyOf(allowedModels);
        allowedDeployments = Set.copyOf(allowedDeployments);
        allowedQuantizations = Set.copyOf(allowedQuantizations);
        first = List.copyOf(first);
        cutoffs = List.copyOf(cutoffs);
        parameters = Map.copyOf(parameters);
    }

    /** Why a candidate may not serve the call, {@code null} if it may. */
    public @Nullable Exclusion exclude(Candidate candidate, int inputTokens) {
        Deployment deployment = candidate.deployment();
        if (!allows(allowedModels, candidate.model().name()) || !allows(allowedDeployments, deployment.id())) {
            return new Exclusion(deployment, Reason.DENIED, "the request's key or model");
        }
        String quantization = deployment.quantization();
        if (!allows(allowedQuantizations, quantization == null ? "unknown" : quantization)) {
            return new Exclusion(deployment, Reason.QUANTIZATION, "the request");
        }
        if (!fallbacks && !first.isEmpty() && rank(deployment) == first.size()) {
            return new Exclusion(deployment, Reason.PROVIDER, "the request allows no fallback");
        }
        Reason unmet = require.unmetBy(deployment, inputTokens);
        return unmet == null ? null : new Exclusion(deployment, unmet, "the request");
    }

    private static boolean allows(Set<String> allowed, String name) {
        return allowed.isEmpty() || allowed.contains(name);
    }

    /** The place of a deployment among those that are tried first; their number if it is none of them. */
    public int rank(Deployment deployment) {
        for (int index = 0; index < first.size(); index++) {
            String name = first.get(index);
            if (name.equals(deployment.provider()) || name.equals(deployment.id())) {
                return index;
            }
        }
        return first.size();
    }

    /** Whether the request orders the candidates itself, so that a session does not. */
    public boolean ordersItself() {
        return !first.isEmpty() || strategy != null;
    }

    /** Builds preferences; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class PreferencesBuilder {
        private List<String> models = List.of();
        private Set<String> allowedModels = Set.of();
        private Set<String> allowedDeployments = Set.of();
        private Set<String> allowedQuantizations = Set.of();
        private Requirement require = Requirement.NONE;
        private List<String> first = List.of();
        private boolean fallbacks = true;
        private List<Cutoff> cutoffs = List.of();
        private Map<String, Object> parameters = Map.of();
    }
}
