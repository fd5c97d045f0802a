package dev.signalbox.router.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The names that policies, rules and guards may refer to.
 *
 * @param models names and aliases of models
 * @param policies names of policies
 * @param providers names of providers, configured, used or known in advance
 * @param deployments ids of deployments
 */
record KnownNames(
        Collection<String> models,
        Collection<String> ownModelNames,
        Collection<String> policies,
        Collection<String> providers,
        Collection<String> deployments) {

    void requireModel(String property, String name) {
        require(property, name, "models", models, "Name one of the known models, or add 'signalbox.models.<name>'.");
    }

    void requirePolicy(String property, String name) {
        require(
                property,
                name,
                "policies",
                policies,
                models.contains(name)
                        ? "'" + name + "' is a model. Add 'signalbox.policies." + name + ".models: [" + name
                                + "]' to make a" + " policy of it."
                        : "Name one of the known policies, or add 'signalbox.policies.<name>'.");
    }

    void requirePolicyOrModel(String property, String name) {
        List<String> both = new ArrayList<>(policies);
        both.addAll(ownModelNames); // guards look at a model's own name, whatever alias the caller used
        require(property, name, "policies and models", both, "Name one of them, or end the name in '*'.");
    }

    void requireBudgeted(String property, String name) {
        List<String> both = new ArrayList<>(policies);
        both.addAll(ownModelNames); // budgets look at a model's own name, whatever alias the caller used
        require(property, name, "policies and models", both, "Name one of them.");
    }

    void requireShadow(String property, String policy, String name) {
        List<String> others = new ArrayList<>(policies);
        others.addAll(models);
        others.remove(policy);
        require(property, name, "other policies and models", others, "Name another policy, or a model.");
    }

    void requireProvider(String property, String name) {
        require(property, name, "providers", providers, "Name one of the known providers.");
    }

    void requireDeployment(String property, String id) {
        require(
                property,
                id,
                "deployments",
                deployments,
                "Name one of the deployments listed below 'signalbox.models'.");
    }

    private static void require(String property, String name, String what, Collection<String> known, String action) {
        if (!known.contains(name)) {
            throw ConfigurationProblem.unknown(property, name, what, known, action);
        }
    }
}
