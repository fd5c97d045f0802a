package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Requirement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Narrows every call that it matches, whoever named the policy.
 *
 * @param name What decisions call the guard; its place in the list unless given.
 * @param when What must be true of the request; nothing unless given.
 * @param require What a deployment must meet.
 * @param deny Which deployments are left out.
 */
@ConfigurationPropertiesSource
record GuardProperties(
        @Nullable String name,
        @DefaultValue WhenProperties when,
        @DefaultValue RequireProperties require,
        @DefaultValue Deny deny) {

    Guard guard(int index, KnownNames names) {
        Checks checks = new Checks("signalbox.guards[" + index + "]");
        Requirement requirement =
                deny.narrow(require.requirement(checks.property("require"), names), checks.property("deny"), names);
        if (requirement.equals(Requirement.NONE)) {
            throw new ConfigurationProblem(
                    checks.parent(),
                    null,
                    "The guard requires and denies nothing, so it would protect nothing.",
                    "Write 'require' or 'deny' below '" + checks.parent() + "', for example require: { local: true }.");
        }
        String called = name == null ? "guards[" + index + "]" : name;
        return new Guard(called, when.ofGuard(checks.property("when"), called, names), requirement);
    }

    /**
     * Which deployments are left out.
     *
     * @param providers Providers that may not serve the call.
     * @param deployments Ids of deployments that are left out.
     * @param quantizations Roundings that are left out, along with unknown ones.
     */
    record Deny(
            @DefaultValue Set<String> providers,
            @DefaultValue Set<String> deployments,
            @DefaultValue Set<String> quantizations) {

        Requirement narrow(Requirement requirement, String property, KnownNames names) {
            providers.forEach(provider -> names.requireProvider(property + ".providers", provider));
            deployments.forEach(deployment -> names.requireDeployment(property + ".deployments", deployment));
            return requirement.toBuilder()
                    .deniedProviders(providers)
                    .deniedDeployments(deployments)
                    .deniedQuantizations(quantizations)
                    .build();
        }
    }
}
