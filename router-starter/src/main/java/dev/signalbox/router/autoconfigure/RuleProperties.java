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
        Checks checks = new Checks(property(index));
        String chosen = checks.required("policy", policy, "as the name of the policy to choose");
        names.requirePolicy(checks.property("policy"), chosen);
        String called = name == null ? "rules[" + index + "]" : name;
        return new Rule(called, when.ofRule(checks.property("when"), called), chosen);
    }

    static String property(int index) {
        return "signalbox.rules[" + index + "]";
    }
}
