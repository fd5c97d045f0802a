package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.catalogue.CatalogueEntry;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Deployment.DeploymentBuilder;
import dev.signalbox.router.model.ModelKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One configured way to call a model at a provider.
 *
 * @param id What names the deployment in health, events and reload; 'provider/model-id' unless given.
 * @param provider Name of the provider, configured or known in advance.
 * @param modelId Provider's own name of the model.
 * @param price What the deployment charges; what the catalogue says, else unknown, which is not zero, unless given.
 * @param capabilities Everything that the deployment can do beyond text; what the catalogue says, else what the
 *     provider's models usually can, unless given.
 * @param contextLength How many tokens fit into input and output together; what the catalogue says, else not checked,
 *     unless given.
 * @param outputLength How many tokens an answer may have at most; what the catalogue says, else not checked, unless
 *     given.
 * @param weight Share of the traffic under the strategy 'weighted'.
 * @param local Whether data stays in the house.
 * @param region Where the deployment runs; unknown unless given.
 * @param zeroDataRetention Whether the provider keeps nothing.
 * @param trainsOnData Whether the provider trains on what it gets; unknown unless given.
 * @param quantization How the model's weights are rounded, for example 'fp8'; unknown unless given.
 * @param parameters Parameters of each request that neither the caller nor the policy sets.
 * @param limits How much the deployment takes; unlimited unless given.
 * @param streamingBean Bean that answers piece by piece where model-id names a bean; the one whose name goes with it
 *     unless given.
 * @param simulated How the deployment behaves when it is simulated.
 */
@ConfigurationPropertiesSource
record DeploymentProperties(
        @Nullable String id,
        @Nullable String provider,
        @Nullable String modelId,
        @Nullable PriceProperties price,
        @DefaultValue List<Capability> capabilities,
        @Nullable Integer contextLength,
        @Nullable Integer outputLength,
        @DefaultValue("1") int weight,
        boolean local,
        @Nullable String region,
        boolean zeroDataRetention,
        @Nullable Boolean trainsOnData,
        @Nullable String quantization,
        @DefaultValue Map<String, Object> parameters,
        @Nullable LimitsProperties limits,
        @Nullable String streamingBean,
        @Nullable SimulationProperties simulated) {

    /** A deployment written as {@code provider/model-id}. */
    public static DeploymentProperties valueOf(String slug) {
        Deployment named = Deployment.of(slug).build();
        return new DeploymentProperties(
                null,
                named.provider(),
                named.modelId(),
                null,
                List.of(),
                null,
                null,
                1,
                false,
                null,
                false,
                null,
                null,
                Map.of(),
                null,
                null,
                null);
    }

    Deployment deployment(String property, Provider servedBy, KnownModels models, ModelKind kind) {
        Checks checks = new Checks(property);
        String model = checks.required("model-id", modelId, "as the provider calls the model");
        CatalogueEntry known = models.entry(servedBy, model);
        DeploymentBuilder builder = Deployment.builder()
                .provider(servedBy.name())
                .modelId(model)
                .contextLength(contextLength == null ? known.contextLength() : contextLength)
                .outputLength(outputLength == null && kind == ModelKind.CHAT ? known.outputLength() : outputLength)
                .price(price == null ? known.price() : price.price(checks.property("price"), kind))
                .retirement(known.retirement())
                .weight(weight)
                .local(local)
                .region(region)
                .zeroDataRetention(zeroDataRetention)
                .trainsOnData(trainsOnData)
                .quantization(quantization)
                .parameters(parameters);
        if (limits != null) {
            builder.limits(limits.limits(checks.property("limits")));
        }
        if (id != null) {
            builder.id(id);
        }
        builder.capabilities(capabilities(checks, kind, known.capabilities(servedBy.usualCapabilities())));
        return checks.fitting(id, builder::build);
    }

    private Set<Capability> capabilities(Checks checks, ModelKind kind, Set<Capability> usual) {
        boolean embeds = kind == ModelKind.EMBEDDING;
        if (capabilities.isEmpty()) {
            return embeds ? Set.of(Capability.EMBEDDINGS) : usual;
        }
        if (embeds != capabilities.contains(Capability.EMBEDDINGS)) {
            throw new ConfigurationProblem(
                    checks.property("capabilities"),
                    capabilities.stream().map(Capability::key).collect(Collectors.joining(", ")),
                    "The model is of the kind '" + kind.key() + "', and " + (embeds ? "all" : "nothing")
                            + " that its deployments can is 'embeddings'.",
                    embeds
                            ? "Remove '" + checks.property("capabilities") + "', or the model's 'kind'."
                            : "Write 'kind: embedding' beside 'deployments', or remove 'embeddings'.");
        }
        return EnumSet.copyOf(capabilities);
    }
}
