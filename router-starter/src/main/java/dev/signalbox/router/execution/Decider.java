package dev.signalbox.router.execution;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Eligibility;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Selection;
import dev.signalbox.router.policy.UnknownPolicyException;
import dev.signalbox.router.resilience.Availability;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Decides one request against one snapshot at one moment. Changes nothing. */
@RequiredArgsConstructor
final class Decider {

    private final Snapshot snapshot;
    private final RequestFacts facts;
    private final Sessions sessions;
    private final long nanos;

    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Exclusion> exclusions = new ArrayList<>();
    private final List<Slot> cooling = new ArrayList<>();

    /**
     * Decides.
     *
     * @param id names the decision
     * @param servedBy the deployment of the rounds before, which is preferred over every order, if it is a candidate
     * @throws UnknownPolicyException if the facts name a policy that does not exist
     */
    Verdict decide(String id, @Nullable String servedBy) {
        Selection selection = select();
        Route route = routeOf(selection);
        Policy policy = route.policy();
        List<Guard> guards = guards(policy.name());
        Eligibility eligibility = new Eligibility(facts, policy, guards);
        for (List<Candidate> tier : route.tiers()) {
            addTier(tier, route, eligibility);
        }
        String staysWith = servedBy == null ? bySession(policy) : servedBy;
        if (staysWith != null) {
            moveFirst(staysWith);
        }
        List<Slot> slots = slots();
        List<String> guardNames =
                guards.isEmpty() ? List.of() : guards.stream().map(Guard::name).toList();
        Decision decision = new Decision(
                id, facts, selection, guardNames, List.copyOf(candidates), List.copyOf(exclusions), staysWith);
        return new Verdict(decision, slots);
    }

    private @Nullable String bySession(Policy policy) {
        String session = facts.session();
        return policy.sticky() == null || session == null ? null : sessions.deployment(policy.name(), session, nanos);
    }

    /** Guards look at the policy or model that applies, by its own name, whoever or whatever chose it. */
    private List<Guard> guards(String policy) {
        if (snapshot.policies().guards().isEmpty()) {
            return List.of();
        }
        String own = snapshot.policies().policy(policy).isPresent()
                ? policy
                : snapshot.catalogue().model(policy).map(Model::name).orElse(policy);
        return snapshot.policies().guards(facts.toBuilder().policy(own).build());
    }

    private Selection select() {
        String name = facts.policy();
        if (name == null) {
            return snapshot.policies().unnamed(facts);
        }
        Route route = snapshot.route(name);
        if (route == null) {
            throw new UnknownPolicyException(
                    name, facts.source(), new TreeSet<>(snapshot.routes().keySet()));
        }
        return new Selection(route.policy(), facts.source(), null);
    }

    private Route routeOf(Selection selection) {
        Route route = snapshot.route(selection.policy().name());
        if (route == null) {
            throw new IllegalStateException("The policy '" + selection.policy().name() + "' is not in this snapshot.");
        }
        return route;
    }

    private void addTier(List<Candidate> tier, Route route, Eligibility eligibility) {
        List<Candidate> eligible = new ArrayList<>(tier.size());
        for (Candidate candidate : tier) {
            Exclusion exclusion = exclude(candidate, eligibility);
            if (exclusion == null) {
                eligible.add(candidate);
            } else {
                exclusions.add(exclusion);
            }
        }
        candidates.addAll(eligible.size() < 2 ? eligible : route.strategy().order(eligible, facts));
    }

    private @Nullable Exclusion exclude(Candidate candidate, Eligibility eligibility) {
        Deployment deployment = candidate.deployment();
        Target target = snapshot.target(deployment);
        if (target.unusable() != null) {
            return target.unusable();
        }
        if (facts.needs().contains(Capability.STREAMING) && !target.streams()) {
            return new Exclusion(deployment, Reason.CAPABILITY, Capability.STREAMING.key());
        }
        Exclusion unfit = eligibility.exclude(deployment);
        if (unfit == null && eligibility.policy().unsupportedParameters() == Policy.UnsupportedParameters.REQUIRE) {
            unfit = excludeByParameters(deployment, target, eligibility.policy());
        }
        return unfit != null ? unfit : excludeUnavailable(candidate, target);
    }

    private @Nullable Exclusion excludeByParameters(Deployment deployment, Target target, Policy policy) {
        DeploymentClient client = target.client();
        if (client == null) {
            return null;
        }
        UnsupportedParameters unsupported = new UnsupportedParameters(client);
        for (String name : client.unsupportedParameters()) {
            Object configured = policy.parameters().get(name);
            if (facts.parameters().contains(name) || configured != null && unsupported.refuses(name, configured)) {
                return new Exclusion(deployment, Reason.PARAMETERS, name);
            }
        }
        return null;
    }

    private @Nullable Exclusion excludeUnavailable(Candidate candidate, Target target) {
        Availability availability = target.availability(nanos);
        return switch (availability.state()) {
            case FREE, PROBE -> null;
            case DISABLED ->
                new Exclusion(candidate.deployment(), Reason.DISABLED, String.valueOf(availability.cause()));
            case DRAINED -> new Exclusion(candidate.deployment(), Reason.DRAINED, "");
            case COOLING -> {
                cooling.add(new Slot(candidate, availability, false));
                yield new Exclusion(candidate.deployment(), Reason.COOLING, detail(availability));
            }
        };
    }

    private String detail(Availability availability) {
        return availability.cause() + ", " + (availability.until() - nanos) / 1_000_000 + " ms left";
    }

    private void moveFirst(String deploymentId) {
        for (int index = 1; index < candidates.size(); index++) {
            if (candidates.get(index).deployment().id().equals(deploymentId)) {
                candidates.add(0, candidates.remove(index));
                return;
            }
        }
    }

    private List<Slot> slots() {
        boolean lastResort = candidates.isEmpty() && readmitFailing();
        List<Slot> slots = new ArrayList<>(candidates.size() + cooling.size());
        for (Candidate candidate : candidates) {
            slots.add(new Slot(candidate, null, lastResort));
        }
        slots.addAll(cooling);
        return slots;
    }

    /** The only usable deployment is never left out for its failure rate: it becomes a candidate after all. */
    private boolean readmitFailing() {
        for (Slot slot : cooling) {
            if (slot.cooling() != null && slot.cooling().soft()) {
                cooling.remove(slot);
                candidates.add(slot.candidate());
                exclusions.removeIf(exclusion ->
                        exclusion.deployment().equals(slot.candidate().deployment()));
                return true;
            }
        }
        return false;
    }
}
