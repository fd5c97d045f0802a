package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the rules that can never choose, or that choose what can never serve.
 *
 * @param configuration the rules, each valid by itself, and what they lead to
 */
record RuleCheck(RouterConfiguration configuration) {

    /**
     * Checks all rules.
     *
     * @throws ConfigurationProblem for the first of them
     */
    void check() {
        for (int index = 0; index < configuration.rules().size(); index++) {
            requireReachable(index);
            requireServed(index);
        }
    }

    private void requireReachable(int index) {
        WhenProperties when = configuration.rules().get(index).when();
        for (int before = 0; before < index; before++) {
            WhenProperties earlier = configuration.rules().get(before).when();
            if (embeds(before) == embeds(index) && new WhenCover(earlier, when).covers()) {
                String reason = earlier.equals(when)
                        ? "has the same condition"
                        : configuration
                                        .policies()
                                        .rules()
                                        .get(before)
                                        .when()
                                        .parts()
                                        .isEmpty()
                                ? "has no condition"
                                : "holds whenever this one does";
                throw new ConfigurationProblem(
                        RuleProperties.property(index),
                        null,
                        "This rule can never choose: the one before it, '" + RuleProperties.property(before) + "', "
                                + reason + ", and the first that matches chooses.",
                        "Move it before that one, or remove one of them.");
            }
        }
    }

    /** Of chats and embeddings, each have rules of their own. */
    private boolean embeds(int index) {
        return deployments(index).stream().anyMatch(Deployment::embeds);
    }

    private List<Deployment> deployments(int index) {
        String policy = Objects.requireNonNull(configuration.rules().get(index).policy());
        return configuration.deployments(configuration.policies().policy(policy).orElseThrow());
    }

    private void requireServed(int index) {
        RuleProperties rule = configuration.rules().get(index);
        List<Deployment> deployments = deployments(index);
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        needs.addAll(rule.when().needs());
        if (deployments.stream().noneMatch(deployment -> deployment.can(needs))) {
            throw unserved(
                    index,
                    "needs",
                    needs.stream().map(Capability::key).collect(Collectors.joining(", ")),
                    "can do all of that");
        }
        Integer least = rule.when().minInputTokens();
        if (least != null && deployments.stream().allMatch(deployment -> isTooSmall(deployment, least))) {
            throw unserved(index, "min-input-tokens", least, "has a context-length as large as that");
        }
    }

    private static boolean isTooSmall(Deployment deployment, int tokens) {
        return deployment.contextLength() != null && deployment.contextLength() < tokens;
    }

    private ConfigurationProblem unserved(int index, String key, Object value, String lacking) {
        return new ConfigurationProblem(
                RuleProperties.property(index) + ".when." + key,
                value,
                "Whatever this rule chooses fails: no deployment of the policy '"
                        + configuration.rules().get(index).policy() + "' " + lacking + " (" + value + ").",
                "Name another policy in '" + RuleProperties.property(index)
                        + ".policy', or correct the deployments of this one.");
    }
}
