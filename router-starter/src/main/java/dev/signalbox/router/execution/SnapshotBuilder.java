package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.ModelKind;
import dev.signalbox.router.model.Names;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Eligibility;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Shadow;
import dev.signalbox.router.strategy.Strategies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;

/** Resolves a configuration, so that calls need not look anything up by name, and finds what does not fit together. */
@RequiredArgsConstructor
final class SnapshotBuilder {

    private final Catalogue catalogue;
    private final PolicySet policies;
    private final Targets deployments;
    private final ScopedBudgets budgets;
    private final List<RateLimit> rateLimits;

    Snapshot build(Strategies strategies) {
        Map<String, Target> targets = new LinkedHashMap<>();
        catalogue.deployments().forEach(deployment -> targets.put(deployment.id(), deployments.of(deployment)));
        Map<String, Route> routes = new LinkedHashMap<>();
        policies.policies().values().forEach(policy -> routes.put(policy.name(), route(policy, strategies, targets)));
        for (String name : catalogue.names()) {
            routes.computeIfAbsent(name, model -> route(Policy.of(model, model), strategies, targets));
        }
        routes.values().forEach(this::requireUsable);
        policies.policies().values().forEach(policy -> requireShadow(policy, routes));
        return new Snapshot(
                catalogue,
                policies,
                Choice.of(policies, catalogue),
                Map.copyOf(routes),
                Map.copyOf(targets),
                parameters(routes),
                budgets,
                rateLimits,
                ConcurrentHashMap.newKeySet());
    }

    private Route route(Policy policy, Strategies strategies, Map<String, Target> targets) {
        Set<String> seen = new HashSet<>();
        List<List<Route.Entry>> models = new ArrayList<>();
        List<Model> listed =
                policy.models().stream().map(name -> model(policy, name)).toList();
        ModelKind.common(policy.name(), listed);
        for (Model model : listed) {
            models.add(model.deployments().stream()
                    .filter(deployment -> seen.add(deployment.id()))
                    .map(deployment -> entry(new Candidate(model, deployment), targets))
                    .toList());
        }
        List<List<Route.Entry>> tiers = policy.acrossModels()
                ? List.of(models.stream().flatMap(List::stream).toList())
                : List.copyOf(models);
        return new Route(policy, guardedAs(policy), strategies.strategy(policy.strategy()), tiers);
    }

    private Model model(Policy policy, String name) {
        return catalogue
                .model(name)
                .orElseThrow(() -> new IllegalArgumentException("The policy '" + policy.name() + "' lists the model '"
                        + name + "', which does not exist." + Names.known("models", name, catalogue.names())));
    }

    private static Route.Entry entry(Candidate candidate, Map<String, Target> targets) {
        return new Route.Entry(
                candidate,
                Objects.requireNonNull(targets.get(candidate.deployment().id())));
    }

    private String guardedAs(Policy policy) {
        String name = policy.name();
        return policies.policy(name).isPresent()
                ? name
                : catalogue.model(name).map(Model::name).orElse(name);
    }

    private static void requireShadow(Policy policy, Map<String, Route> routes) {
        Shadow shadow = policy.shadow();
        if (shadow == null) {
            return;
        }
        Route copied = routes.get(policy.name());
        Route copies = routes.get(shadow.model());
        if (copies == null || shadow.model().equals(policy.name())) {
            throw new IllegalArgumentException("The policy '" + policy.name() + "' sends copies of its calls to '"
                    + shadow.model() + "', which is no other policy and no model."
                    + Names.known("policies and models", shadow.model(), routes.keySet()));
        }
        if (copied != null && copied.embeds() != copies.embeds()) {
            throw new IllegalArgumentException("The policy '" + policy.name() + "' sends copies of its calls to '"
                    + shadow.model()
                    + "', but one of them is for chats and the other for embeddings. Name one of the same"
                    + " kind.");
        }
    }

    /** What a policy or a guard that always applies leaves out of every call is as unusable as what has no key. */
    private void requireUsable(Route route) {
        List<Guard> always = policies.guards().stream()
                .filter(guard -> guard.when().parts().isEmpty())
                .toList();
        Eligibility eligibility = new Eligibility(RequestFacts.of(CallFacts.NONE), route.policy(), always);
        List<Exclusion> reasons = new ArrayList<>();
        for (List<Route.Entry> tier : route.tiers()) {
            for (Route.Entry entry : tier) {
                Exclusion unusable = entry.target().unusable();
                if (unusable == null) {
                    unusable = eligibility.exclude(entry.candidate().deployment());
                }
                if (unusable == null) {
                    unusable = budgets.unpriced(entry.candidate().deployment(), route.guardedAs());
                }
                if (unusable == null) {
                    return;
                }
                reasons.add(unusable);
            }
        }
        if (policies.policies().containsKey(route.policy().name())) {
            throw new UnusablePolicyException(route.policy().name(), reasons);
        }
    }

    /** The policy's parameters over the deployment's, as the deployment's client understands them. */
    private Map<String, Map<String, ChatRequestParameters>> parameters(Map<String, Route> routes) {
        Map<String, Map<String, ChatRequestParameters>> byPolicy = new HashMap<>();
        for (Route route : routes.values()) {
            Map<String, ChatRequestParameters> byDeployment = new HashMap<>();
            route.tiers().stream()
                    .flatMap(List::stream)
                    .map(entry -> entry.candidate().deployment())
                    .forEach(deployment -> addParameters(route.policy(), deployment, byDeployment));
            byPolicy.put(route.policy().name(), Map.copyOf(byDeployment));
        }
        return Map.copyOf(byPolicy);
    }

    private void addParameters(Policy policy, Deployment deployment, Map<String, ChatRequestParameters> into) {
        DeploymentClient client = deployments.client(deployment);
        Map<String, Object> configured = new LinkedHashMap<>(deployment.parameters());
        configured.putAll(policy.parameters());
        if (client != null && configured.isEmpty()) {
            into.put(deployment.id(), DefaultChatRequestParameters.EMPTY);
        } else if (client != null) {
            UnsupportedParameters unsupported = new UnsupportedParameters(client);
            configured.entrySet().removeIf(entry -> unsupported.refuses(entry.getKey(), entry.getValue()));
            into.put(deployment.id(), client.parameters(configured));
        }
    }
}
