package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.execution.BudgetSettings;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.ModelKind;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
        policies.values().forEach(this::requireOneKind);
        if (needsDefault(properties)) {
            policies.putIfAbsent(DEFAULT, ofAllModels());
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

    private void requireOneKind(Policy policy) {
        new Checks("signalbox.policies." + policy.name() + ".models")
                .fitting(
                        String.join(", ", policy.models()),
                        () -> ModelKind.common(policy.name(), models(policy.models())));
    }

    private List<Model> models(List<String> names) {
        return names.stream().flatMap(name -> catalogue.model(name).stream()).toList();
    }

    private boolean isForChat(List<String> models) {
        return models(models).stream().noneMatch(model -> model.kind() == ModelKind.EMBEDDING);
    }

    /** Whether nothing is said of chats, though there is a model for them, or nothing at all. */
    private boolean needsDefault(SignalboxProperties properties) {
        boolean chats = catalogue.models().stream().anyMatch(model -> model.kind() == ModelKind.CHAT);
        return properties.policies().isEmpty()
                || chats && properties.policies().values().stream().noneMatch(policy -> isForChat(policy.models()));
    }

    /** Of all models for chat; where there is none, of the first one. */
    private Policy ofAllModels() {
        List<String> models = catalogue.models().stream()
                .filter(model -> model.kind() == ModelKind.CHAT)
                .map(Model::name)
                .toList();
        return Policy.builder()
                .name(DEFAULT)
                .models(models.isEmpty() ? List.of(catalogue.models().get(0).name()) : models)
                .build();
    }

    private KnownNames names(SignalboxProperties properties) {
        Set<String> policies = new LinkedHashSet<>(properties.policies().keySet());
        if (needsDefault(properties)) {
            policies.add(DEFAULT);
        }
        return new KnownNames(
                catalogue.names(),
                catalogue.models().stream().map(Model::name).toList(),
                policies,
                providers.names(),
                catalogue.deployments().stream().map(Deployment::id).toList());
    }

    private Policy defaultPolicy(@Nullable String written, Map<String, Policy> policies, KnownNames names) {
        List<String> forChat = policies.values().stream()
                .filter(policy -> isForChat(policy.models()))
                .map(Policy::name)
                .toList();
        String name = written == null || written.isBlank()
                ? impliedDefault(forChat.isEmpty() ? policies.keySet() : forChat)
                : written;
        names.requirePolicy("signalbox.default-policy", name);
        if (!forChat.isEmpty() && !forChat.contains(name)) {
            throw new ConfigurationProblem(
                    "signalbox.default-policy",
                    name,
                    "The policy '" + name + "' is one of embedding models, and the default policy is that of chats.",
                    "Name one of chat models: " + String.join(", ", forChat)
                            + ". Embeddings go by the first policy of embedding models unless a call or a rule says"
                            + " otherwise.");
        }
        return Objects.requireNonNull(policies.get(name));
    }

    private static String impliedDefault(Collection<String> policies) {
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
