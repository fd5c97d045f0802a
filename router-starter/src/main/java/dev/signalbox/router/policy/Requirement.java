package dev.signalbox.router.policy;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Price;
import java.util.Set;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment must meet to stay a candidate. Fails closed: what is unknown of a deployment does not meet it.
 *
 * @param local whether data must stay in the house
 * @param zeroDataRetention whether the provider must keep nothing
 * @param noTraining whether the provider must not train on what it gets
 * @param regions where it may run; empty allows all
 * @param providers who may serve it; empty allows all
 * @param deniedProviders who may not serve it
 * @param deniedDeployments ids of deployments that are left out
 * @param deniedQuantizations roundings that are left out, along with unknown ones
 * @param maxPrice the highest price of the request at hand, at the tier that it reaches; {@code null} allows any
 */
@Builder(toBuilder = true)
public record Requirement(
        boolean local,
        boolean zeroDataRetention,
        boolean noTraining,
        Set<String> regions,
        Set<String> providers,
        Set<String> deniedProviders,
        Set<String> deniedDeployments,
        Set<String> deniedQuantizations,
        @Nullable Price maxPrice) {

    /** Every deployment meets it. */
    public static final Requirement NONE = builder().build();

    /** The reason why a deployment does not meet it for a request with that input, {@code null} if it does. */
    public @Nullable Reason unmetBy(Deployment deployment, int inputTokens) {
        Reason data = unmetData(deployment);
        return data != null ? data : unmetChoice(deployment, inputTokens);
    }

    private @Nullable Reason unmetData(Deployment deployment) {
        if (local && !deployment.local()) {
            return Reason.NOT_LOCAL;
        }
        if (zeroDataRetention && !deployment.zeroDataRetention()) {
            return Reason.DATA_RETENTION;
        }
        if (noTraining && !Boolean.FALSE.equals(deployment.trainsOnData())) {
            return Reason.DATA_TRAINING;
        }
        return regions.isEmpty() || contains(regions, deployment.region()) ? null : Reason.REGION;
    }

    private @Nullable Reason unmetChoice(Deployment deployment, int inputTokens) {
        if (!providers.isEmpty() && !providers.contains(deployment.provider())
                || deniedProviders.contains(deployment.provider())) {
            return Reason.PROVIDER;
        }
        if (deniedDeployments.contains(deployment.id())) {
            return Reason.DENIED;
        }
        if (!deniedQuantizations.isEmpty()
                && (deployment.quantization() == null || contains(deniedQuantizations, deployment.quantization()))) {
            return Reason.QUANTIZATION;
        }
        Price price = deployment.price();
        return maxPrice == null || price != null && price.at(inputTokens).within(maxPrice) ? null : Reason.PRICE;
    }

    private static boolean contains(Set<String> names, @Nullable String name) {
        return name != null && names.contains(name);
    }

    /** Builds a requirement; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class RequirementBuilder {
        private Set<String> regions = Set.of();
        private Set<String> providers = Set.of();
        private Set<String> deniedProviders = Set.of();
        private Set<String> deniedDeployments = Set.of();
        private Set<String> deniedQuantizations = Set.of();
    }
}
