package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.policy.Requirement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a deployment must meet. What is unknown of a deployment does not meet it.
 *
 * @param local Whether data must stay in the house.
 * @param zeroDataRetention Whether the provider must keep nothing.
 * @param noTraining Whether the provider must not train on what it gets.
 * @param regions Where the deployment may run; anywhere unless given.
 * @param providers Who may serve the call; anyone unless given.
 * @param maxPrice Highest price that the deployment may have.
 */
@ConfigurationPropertiesSource
record RequireProperties(
        boolean local,
        boolean zeroDataRetention,
        boolean noTraining,
        @DefaultValue Set<String> regions,
        @DefaultValue Set<String> providers,
        @Nullable PriceCeilingProperties maxPrice) {

    Requirement requirement(String property, KnownNames names) {
        providers.forEach(provider -> names.requireProvider(property + ".providers", provider));
        return Requirement.builder()
                .local(local)
                .zeroDataRetention(zeroDataRetention)
                .noTraining(noTraining)
                .regions(regions)
                .providers(providers)
                .maxPrice(maxPrice == null ? null : maxPrice.ceiling(property + ".max-price"))
                .build();
    }
}
