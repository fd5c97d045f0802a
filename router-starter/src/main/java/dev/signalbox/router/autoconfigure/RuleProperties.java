package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.policy.Rule;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Chooses a policy where nobody named one.
 *
 * @param name What decisions call the rule; its place in the list unless given.
 * @param when What must be true of the request; nothing unless given.
 * @param policy Policy that the rule chooses.
 */
@ConfigurationPropertiesSource
record RuleProperties(
        @Nullable String name,
        @DefaultValue WhenProperties when,
        @Nullable String policy) {

    Rule rule(int index, KnownNames names) {
        Checks checks = new Checks("signalbox.rules[" + index + "]");
        if (!when.policy().isEmpty()) {
            throw new ConfigurationProblem(
                    checks.property("when.policy"),
                    when.policy(),
                    "A rule chooses only where nobody named a policy, so 'when.policy' would never hold.",
                    "Remove it, or write a guard, which may look at the policy.");
        }
        String chosen = checks.required("policy", policy, "as the name of the policy to choose");
        names.requirePolicy(checks.property("policy"), chosen);
        return new Rule(
                name == null ? "rules[" + index + "]" : name, when.condition(checks.property("when"), names), chosen);
    }
}
