package dev.signalbox.router.execution;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.model.ModelKind;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Eligibility;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySource;
import dev.signalbox.router.policy.Preferences;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Selection;
import dev.signalbox.router.policy.UnknownPolicyException;
import dev.signalbox.router.resilience.Availability;
import dev.signalbox.router.strategy.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Decides one request against one snapshot at one moment. Changes nothing. Every call waits for it, so it allocates little:
 * what is the same for all calls is in the snapshot, and what most calls do not need is made when it is needed.
 */
@RequiredArgsConstructor
final class Decider {

    private final Snapshot snapshot;
    private final RequestFacts facts;
    private final Sessions sessions;
    private final long nanos;

    private List<Guard> more = List.of();
    /** By the very entries of the routes that the call names besides. */
    private Map<Route.Entry, Eligibility> ofOthers = Map.of();

    private @Nullable PreferredOrder order;
    private @Nullable BudgetDesk desk;
    private List<Budget> besides = List.of();
    private boolean foresees;
    private @Nullable BudgetView budgets;
    private List<Candidate> candidates = List.of();
    private List<Exclusion> exclusions = List.of();
    private List<Cooling> cooling = List.of();

    /** With budgets that the call is under besides those that are configured or contributed. */
    Decider besides(List<Budget> ofCall) {
        besides = ofCall;
        return this;
    }

    /** With guards that apply whatever the facts are. */
    Decider under(List<Guard> always) {
        more = always;
        return this;
    }

    /** With what knows how to order candidates as a call wishes. */
    Decider preferring(PreferredOrder known) {
        order = known;
        return this;
    }

    /**
     * With budgets.
     *
     * @param foreseeing whether what hard budgets will presumably refuse is left out already
     */
    Decider within(BudgetDesk known, boolean foreseeing) {
        desk = known;
        foresees = foreseeing;
        return this;
    }

    /**
     * Decides.
     *
     * @param servedBy the deployment of the rounds before, which is preferred over every order, if it is a candidate
     * @throws UnknownPolicyException if the facts name a policy that does not exist
     */
    Plan decide(@Nullable String servedBy) {
        Selection selection = select();
        Route route = routeOf(selection);
        List<Guard> guards = guards(route);
        CallBudgets under =
                desk == null ? CallBudgets.NONE : desk.under(snapshot.budgets(), facts, route.guardedAs(), besides);
        budgets = desk == null || under.isEmpty() ? null : new BudgetView(under, facts, desk, foresees);
        Eligibility eligibility = new Eligibility(facts, route.policy(), guards);
        for (List<Route.Entry> tier : tiers(route)) {
            addTier(tier, strategy(route), eligibility);
        }
        prefer();
        boolean lastResort = candidates.isEmpty() && readmitFailing();
        String degradedBy = budgets == null ? null : degrade(budgets);
        String staysWith = servedBy == null ? bySession(route.policy()) : servedBy;
        if (staysWith != null && (servedBy != null || degradedBy == null && !ordersItself())) {
            moveFirst(staysWith);
        }
        Decision decision = new Decision(
                Objects.requireNonNull(facts.callId(), "callId"),
                facts,
                selection,
                names(guards),
                Collections.unmodifiableList(candidates),
                Collections.unmodifiableList(exclusions),
                staysWith,
                degradedBy);
        return new Plan(snapshot, decision, cooling, lastResort, under);
    }

    private boolean ordersItself() {
        return facts.preferences() != null && facts.preferences().ordersItself();
    }

    private Strategy strategy(Route route) {
        Preferences wished = facts.preferences();
        return wished == null || order == null ? route.strategy() : order.strategy(wished, route.strategy());
    }

    private void prefer() {
        Preferences wished = facts.preferences();
        if (wished == null || order == null) {
            return;
        }
        candidates = new ArrayList<>(candidates);
        order.orderAll(candidates, wished, facts);
        if (!wished.fallbacks() && wished.first().isEmpty() && candidates.size() > 1) {
            candidates.subList(1, candidates.size()).clear();
            cooling = List.of();
        }
    }

    /** What is ordered together, with what the call names besides. */
    private List<List<Route.Entry>> tiers(Route route) {
        Preferences wished = facts.preferences();
        if (wished == null || wished.models().isEmpty() && !wished.acrossModels()) {
            return route.tiers();
        }
        Set<String> seen = new HashSet<>();
        List<List<Route.Entry>> tiers = new ArrayList<>();
        List<Route> more = wished.models().stream()
                .map(name -> named(name, PolicySource.PARAMETERS))
                .toList();
        more.forEach(this::holdToItsOwn);
        Stream.concat(Stream.of(route), more.stream())
                .flatMap(each -> each.tiers().stream())
                .map(tier -> tier.stream()
                        .filter(entry -> seen.add(entry.candidate().deployment().id()))
                        .toList())
                .forEach(tiers::add);
        return wished.acrossModels()
                ? List.of(tiers.stream().flatMap(List::stream).toList())
                : tiers;
    }

    /** What a call names besides is under that name's own guards and requirements, as if it had been named first. */
    private void holdToItsOwn(Route more) {
        Eligibility its = new Eligibility(facts, more.policy(), guards(more));
        ofOthers = ofOthers.isEmpty() ? new IdentityHashMap<>() : ofOthers;
        more.tiers().forEach(tier -> tier.forEach(entry -> ofOthers.put(entry, its)));
    }

    private Route named(String name, PolicySource source) {
        Route route = snapshot.route(name);
        if (route == null) {
            throw new UnknownPolicyException(
                    name, source, new TreeSet<>(snapshot.routes().keySet()));
        }
        return route;
    }

    private static List<String> names(List<Guard> guards) {
        return switch (guards.size()) {
            case 0 -> List.of();
            case 1 -> List.of(guards.get(0).name());
            default -> guards.stream().map(Guard::name).toList();
        };
    }

    private @Nullable String degrade(BudgetView view) {
        String degradedBy = view.degradedBy();
        if (degradedBy != null) {
            candidates = view.cheapestFirst(candidates);
        }
        return degradedBy;
    }

    private @Nullable String bySession(Policy policy) {
        return policy.sticky() == null ? null : sessions.deployment(policy.name(), facts, nanos);
    }

    /** Guards look at the policy or model that applies, by its own name, whoever or whatever chose it. */
    private List<Guard> guards(Route route) {
        if (snapshot.policies().guards().isEmpty()) {
            return more;
        }
        boolean named = route.guardedAs().equals(facts.policy());
        List<Guard> matching = snapshot.policies()
                .guards(
                        named
                                ? facts
                                : facts.toBuilder().policy(route.guardedAs()).build(),
                        snapshot);
        return more.isEmpty()
                ? matching
                : Stream.concat(matching.stream(), more.stream()).distinct().toList();
    }

    private Selection select() {
        String name = facts.policy();
        if (name == null) {
            return snapshot.choice().unnamed(facts, snapshot);
        }
        return new Selection(named(name, facts.source()).policy(), facts.source(), null);
    }

    private Route routeOf(Selection selection) {
        Route route = snapshot.route(selection.policy().name());
        if (route == null) {
            throw new IllegalStateException("The policy '" + selection.policy().name() + "' is not in this snapshot.");
        }
        return route;
    }

    private void addTier(List<Route.Entry> tier, Strategy strategy, Eligibility eligibility) {
        List<Candidate> eligible = new ArrayList<>(tier.size());
        for (int index = 0; index < tier.size(); index++) {
            Route.Entry entry = tier.get(index);
            Exclusion exclusion = exclude(entry, eligibility);
            if (exclusion == null) {
                eligible.add(entry.candidate());
            } else {
                exclusions = grown(exclusions);
                exclusions.add(exclusion);
            }
        }
        List<Candidate> ordered = eligible.size() < 2 ? eligible : strategy.order(eligible, facts);
        if (ordered != eligible) {
            eligible = new ArrayList<>(ordered); // which may be a view of what it was made from
        }
        if (order != null && facts.preferences() != null) {
            order.orderTogether(eligible, facts.preferences());
        }
        if (candidates.isEmpty()) {
            candidates = eligible;
        } else {
            candidates.addAll(eligible);
        }
    }

    private static <T> List<T> grown(List<T> list) {
        return list.isEmpty() ? new ArrayList<>(2) : list;
    }

    private @Nullable Exclusion exclude(Route.Entry entry, Eligibility ofRoute) {
        Eligibility eligibility = ofOthers.isEmpty() ? ofRoute : ofOthers.getOrDefault(entry, ofRoute);
        Deployment deployment = entry.candidate().deployment();
        Target target = entry.target();
        if (target.unusable() != null) {
            return target.unusable();
        }
        if (!target.streams() && facts.needs().contains(Capability.STREAMING)) {
            return new Exclusion(deployment, Reason.CAPABILITY, Capability.STREAMING.key());
        }
        if (deployment.embeds() && !facts.needs().contains(Capability.EMBEDDINGS)) {
            return new Exclusion(deployment, Reason.CAPABILITY, ModelKind.CHAT.key());
        }
        Exclusion unfit = eligibility.exclude(deployment);
        Preferences wished = facts.preferences();
        if (unfit == null && wished != null) {
            unfit = wished.exclude(entry.candidate(), facts.inputTokens());
            unfit = unfit == null ? excludeByDialect(entry, wished) : unfit;
        }
        if (unfit == null && requiresParameters(eligibility.policy())) {
            unfit = excludeByParameters(deployment, target, eligibility.policy());
        }
        if (unfit == null && budgets != null) {
            unfit = budgets.exclude(deployment);
        }
        return unfit != null ? unfit : excludeUnavailable(entry.candidate(), target);
    }

    private static @Nullable Exclusion excludeByDialect(Route.Entry entry, Preferences wished) {
        DeploymentClient client = entry.target().client();
        boolean speaks =
                wished.dialect() == null || client != null && wished.dialect().equals(client.wireDialect());
        return speaks
                ? null
                : new Exclusion(
                        entry.candidate().deployment(), Reason.PARAMETERS, "takes no " + wished.dialect() + " words");
    }

    private boolean requiresParameters(Policy policy) {
        Preferences wished = facts.preferences();
        return policy.unsupportedParameters() == Policy.UnsupportedParameters.REQUIRE
                || wished != null && wished.requireParameters();
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
            case FREE, PROBE -> excludeFull(candidate, target.load());
            case DISABLED ->
                new Exclusion(candidate.deployment(), Reason.DISABLED, String.valueOf(availability.cause()));
            case DRAINED -> new Exclusion(candidate.deployment(), Reason.DRAINED, "");
            case COOLING -> later(candidate, availability, Reason.COOLING);
        };
    }

    private @Nullable Exclusion excludeFull(Candidate candidate, Load load) {
        if (candidate.deployment().limits().equals(Limits.NONE)) {
            return null;
        }
        long tokens = facts.expectedTokens();
        Reason full = load.full(tokens);
        return full == null ? null : later(candidate, load.availability(tokens, nanos), full);
    }

    private Exclusion later(Candidate candidate, Availability availability, Reason reason) {
        cooling = grown(cooling);
        cooling.add(new Cooling(candidate, availability));
        return new Exclusion(candidate.deployment(), reason, detail(availability));
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

    /** The only usable deployment is never left out for its failure rate: it becomes a candidate after all. */
    private boolean readmitFailing() {
        for (Cooling slot : cooling) {
            if (slot.until().soft()) {
                cooling.remove(slot);
                candidates = List.of(slot.candidate());
                exclusions.removeIf(exclusion ->
                        exclusion.deployment().equals(slot.candidate().deployment()));
                return true;
            }
        }
        return false;
    }
}
