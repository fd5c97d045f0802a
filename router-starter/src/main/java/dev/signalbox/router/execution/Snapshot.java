package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.ConditionFailures;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RateLimit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Everything a call needs to know of the configuration: immutable, taken once per call, replaced whole.
 *
 * @param catalogue the models
 * @param policies the policies
 * @param choice what applies where nobody named a policy
 * @param routes policies and models by the names under which callers may ask for them
 * @param targets by deployment id
 * @param parameters the configured request parameters, by policy name and deployment id
 * @param budgets the budgets
 * @param rateLimits the rate limits that calls may be under
 * @param complained what was complained of before, so that each thing is logged once
 */
@Slf4j
record Snapshot(
        Catalogue catalogue,
        PolicySet policies,
        Choice choice,
        Map<String, Route> routes,
        Map<String, Target> targets,
        Map<String, Map<String, ChatRequestParameters>> parameters,
        ScopedBudgets budgets,
        List<RateLimit> rateLimits,
        Set<String> complained)
        implements ConditionFailures {

    /** Says, once, that a parameter is left out of the requests to a deployment. */
    void dropped(Deployment deployment, String parameter) {
        if (complained.add(deployment.id() + " " + parameter)) {
            log.warn(
                    "The deployment '{}' does not take the parameter '{}': it is left out of its requests. Write"
                            + " 'unsupported-parameters: require' in a policy to leave out such deployments instead.",
                    deployment.id(),
                    parameter);
        }
    }

    @Override
    public void failed(String what, String consequence, RuntimeException failure) {
        if (complained.add(what)) {
            log.warn(
                    "The condition of {} has failed for a call, so it {}; this is said once: {}",
                    what,
                    consequence,
                    failure.toString());
        }
    }

    /** The same with other targets. */
    Snapshot withTargets(Map<String, Target> others) {
        return new Snapshot(catalogue, policies, choice, routes, others, parameters, budgets, rateLimits, complained);
    }

    @Nullable
    Route route(String name) {
        return routes.get(name);
    }

    Target target(Deployment deployment) {
        Target target = targets.get(deployment.id());
        if (target == null) {
            throw new IllegalStateException("The deployment '" + deployment.id() + "' is not in this snapshot.");
        }
        return target;
    }

    ChatRequestParameters parameters(Policy policy, Deployment deployment) {
        Map<String, ChatRequestParameters> ofPolicy = parameters.getOrDefault(policy.name(), Map.of());
        ChatRequestParameters known = ofPolicy.get(deployment.id());
        return known == null ? ownParameters(deployment) : known;
    }

    /** Of a deployment that the policy does not reach, but the call that named more models. */
    private ChatRequestParameters ownParameters(Deployment deployment) {
        return catalogue.models().stream()
                .map(model -> parameters.getOrDefault(model.name(), Map.of()).get(deployment.id()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(DefaultChatRequestParameters.EMPTY);
    }

    /** The capabilities that every usable deployment has to which chats under that name may go; of all names if null. */
    Set<Capability> commonCapabilities(@Nullable String name) {
        Route named = name == null ? null : routes.get(name);
        List<Route> reachable = named == null ? List.copyOf(routes.values()) : List.of(named);
        Set<Capability> common = new LinkedHashSet<>(List.of(Capability.values()));
        reachable.stream()
                .flatMap(route -> route.tiers().stream())
                .flatMap(List::stream)
                .filter(entry -> entry.target().unusable() == null
                        && !entry.candidate().deployment().embeds())
                .forEach(
                        entry -> common.retainAll(entry.candidate().deployment().capabilities()));
        return common;
    }
}
