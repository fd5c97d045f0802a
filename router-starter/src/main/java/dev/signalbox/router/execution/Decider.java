package dev.signalbox.router.execution;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Eligibility;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Guard;
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
    private final long nanos;

    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Exclusion> exclusions = new ArrayList<>();
    private final List<Slot> cooling = new ArrayList<>();

    /**
     * Decides.
     *
     * @param id names the decision
     * @param stayWith the deployment that is preferred over every order, if it is a candidate
     * @throws UnknownPolicyException if the facts name a policy that does not exist
     */
    Plan decide(String id, @Nullable String stayWith) {
        Selection selection = select();
        Route route = routeOf(selection);
        List<Guard> guards = guards(route.policy().name());
        Eligibility eligibility = new Eligibility(facts, route.policy(), guards);
        for (List<Candidate> model : route.models()) {
            addModel(model, route, eligibility);
        }
        if (stayWith != null) {
            moveFirst(stayWith);
        }
        List<Slot> slots = slots();
        List<String> guardNames =
                guards.isEmpty() ? List.of() : guards.stream().map(Guard::name).toList();
        return new Plan(
                snapshot,
                new Decision(id, facts, selection, guardNames, List.copyOf(candidates), List.copyOf(exclusions)),
                slots);
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

    private void addModel(List<Candidate> model, Route route, Eligibility eligibility) {
        List<Candidate> eligible = new ArrayList<>(model.size());
        for (Candidate candidate : model) {
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
        return unfit != null ? unfit : excludeUnhealthy(candidate, target);
    }

    private @Nullable Exclusion excludeUnhealthy(Candidate candidate, Target target) {
        Availability own = target.health().availability(nanos);
        if (own.state() == Availability.State.DISABLED) {
            return new Exclusion(candidate.deployment(), Reason.DISABLED, String.valueOf(own.cause()));
        }
        Availability credential = target.credential().availability(nanos);
        if (own.open() && credential.open()) {
            return null;
        }
        boolean byCredential = !credential.open() && (own.open() || own.soft() || credential.until() - own.until() > 0);
        Availability later = byCredential ? credential : own;
        cooling.add(new Slot(candidate, later, false));
        return new Exclusion(candidate.deployment(), Reason.COOLING, detail(later, byCredential));
    }

    private String detail(Availability availability, boolean credential) {
        long millis = (availability.until() - nanos) / 1_000_000;
        return availability.cause() + (credential ? " (credential)" : "") + ", " + millis + " ms left";
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
