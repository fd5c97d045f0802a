package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.execution.BudgetSettings;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Makes policies, rules and guards of the properties. */
@RequiredArgsConstructor
final class PolicyReader {

    private static final String DEFAULT = "default";

    private final Catalogue catalogue;
    private final Providers providers;

    PolicySet read(SignalboxProperties properties) {
        Map<String, Policy> policies = new LinkedHashMap<>();
        KnownNames names = names(properties);
        properties.policies().forEach((name, policy) -> policies.put(name, policy.policy(name, names)));
        if (policies.isEmpty()) {
            policies.put(DEFAULT, ofAllModels());
        }
        List<Rule> rules = new ArrayList<>();
        properties.rules().forEach(rule -> rules.add(rule.rule(rules.size(), names)));
        List<Guard> guards = new ArrayList<>();
        properties.guards().forEach(guard -> guards.add(guard.guard(guards.size(), names)));
        return new PolicySet(policies, rules, guards, defaultPolicy(properties.defaultPolicy(), policies, names));
    }

    /** The budgets, which may name policies. */
    BudgetSettings budgets(SignalboxProperties properties) {
        KnownNames names = names(properties);
        List<Budget> budgets = new ArrayList<>();
        properties.budgets().forEach((name, budget) -> budgets.add(budget.budget(name, names)));
        return new BudgetSettings(budgets, properties.stores().budgets().onFailure());
    }

    private Policy ofAllModels() {
        List<String> models = catalogue.models().stream().map(Model::name).toList();
        return Policy.builder().name(DEFAULT).models(models).build();
    }

    private KnownNames names(SignalboxProperties properties) {
        Set<String> policies = properties.policies().isEmpty()
                ? Set.of(DEFAULT)
                : properties.policies().keySet();
        return new KnownNames(
                catalogue.names(),
                catalogue.models().stream().map(Model::name).toList(),
                policies,
                providers.names(),
                catalogue.deployments().stream().map(Deployment::id).toList());
    }

    private static Policy defaultPolicy(@Nullable String written, Map<String, Policy> policies, KnownNames names) {
        String name = written == null || written.isBlank() ? impliedDefault(policies.keySet()) : written;
        names.requirePolicy("signalbox.default-policy", name);
        return Objects.requireNonNull(policies.get(name));
    }

    private static String impliedDefault(Set<String> policies) {
        String first = policies.iterator().next();
        if (policies.size() == 1 || policies.contains(DEFAULT)) {
            return policies.size() == 1 ? first : DEFAULT;
        }
        throw new ConfigurationProblem(
                "signalbox.default-policy",
                null,
                "There are " + policies.size() + " policies (" + String.join(", ", policies)
                        + "), and none of them is the default.",
                "Write 'signalbox.default-policy: " + first + "', or name one of the policies 'default'.");
    }
}
