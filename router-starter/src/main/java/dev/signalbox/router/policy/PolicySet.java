package dev.signalbox.router.policy;

import dev.signalbox.router.model.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All policies, rules and guards.
 *
 * @param policies by name
 * @param rules in order; the first that matches chooses
 * @param guards all that match narrow
 * @param defaultPolicy the policy of calls that nothing else decides
 */
public record PolicySet(Map<String, Policy> policies, List<Rule> rules, List<Guard> guards, Policy defaultPolicy) {

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if a rule names a policy that is not there
     */
    public PolicySet {
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
        rules = List.copyOf(rules);
        guards = List.copyOf(guards);
        for (Rule rule : rules) {
            if (!policies.containsKey(rule.policy())) {
                throw new IllegalArgumentException("The rule '" + rule.name() + "' leads to the policy '"
                        + rule.policy() + "', which does not exist."
                        + Names.known("policies", rule.policy(), policies.keySet()));
            }
        }
    }

    /** Policies without rules or guards; the last one is the default. */
    public static PolicySet of(Policy... policies) {
        Map<String, Policy> byName = new LinkedHashMap<>();
        for (Policy policy : policies) {
            byName.put(policy.name(), policy);
        }
        return new PolicySet(byName, List.of(), List.of(), policies[policies.length - 1]);
    }

    /** The same policies with these rules. */
    public PolicySet withRules(Rule... more) {
        return new PolicySet(policies, List.of(more), guards, defaultPolicy);
    }

    /** The same policies with these guards. */
    public PolicySet withGuards(Guard... more) {
        return new PolicySet(policies, rules, List.of(more), defaultPolicy);
    }

    /** The names of all policies. */
    public Collection<String> names() {
        return policies.keySet();
    }

    /** The policy of that name. */
    public Optional<Policy> policy(String name) {
        return Optional.ofNullable(policies.get(name));
    }

    /** What applies where nobody named a policy: the first rule that matches, else the default policy. */
    public Selection unnamed(RequestFacts facts) {
        return unnamed(facts, ConditionFailures.IGNORED);
    }

    /**
     * What applies where nobody named a policy: the first rule that matches, else the default policy. A rule whose
     * condition fails does not match.
     *
     * @param failures is told of conditions that fail
     */
    public Selection unnamed(RequestFacts facts, ConditionFailures failures) {
        for (int index = 0; index < rules.size(); index++) {
            Rule rule = rules.get(index);
            if (holds(rule, facts, failures)) {
                Policy policy = policies.getOrDefault(rule.policy(), defaultPolicy);
                return new Selection(policy, PolicySource.RULE, rule.name());
            }
        }
        return new Selection(defaultPolicy, PolicySource.DEFAULT, null);
    }

    private static boolean holds(Rule rule, RequestFacts facts, ConditionFailures failures) {
        try {
            return rule.when().test(facts);
        } catch (RuntimeException e) {
            failures.failed("rule '" + rule.name() + "'", "does not match", e);
            return false;
        }
    }

    /** The guards that match. */
    public List<Guard> guards(RequestFacts facts) {
        return guards(facts, ConditionFailures.IGNORED);
    }

    /**
     * The guards that match, and those whose condition fails.
     *
     * @param failures is told of conditions that fail
     */
    public List<Guard> guards(RequestFacts facts, ConditionFailures failures) {
        if (guards.isEmpty()) {
            return guards;
        }
        List<Guard> matching = List.of();
        for (Guard guard : guards) {
            if (holds(guard, facts, failures)) {
                matching = matching.isEmpty() ? new ArrayList<>(guards.size()) : matching;
                matching.add(guard);
            }
        }
        return matching;
    }

    private static boolean holds(Guard guard, RequestFacts facts, ConditionFailures failures) {
        try {
            return guard.when().test(facts);
        } catch (RuntimeException e) {
            failures.failed("guard '" + guard.name() + "'", "applies", e);
            return true;
        }
    }

    /**
     * Why the rules before the one that chose did not match: by their names, the first part of each condition that does
     * not hold. Of all rules, if none chose.
     */
    public Map<String, String> missed(Decision decision) {
        Map<String, String> missed = new LinkedHashMap<>();
        if (decision.facts().policy() == null) {
            for (Rule rule : rules) {
                if (rule.name().equals(decision.selection().rule())) {
                    break;
                }
                missed.put(rule.name(), missed(rule, decision.facts()));
            }
        }
        return missed;
    }

    private static String missed(Rule rule, RequestFacts facts) {
        try {
            return rule.when().missed(facts).map(Object::toString).orElse("");
        } catch (RuntimeException e) {
            return "failed: " + e;
        }
    }
}
