package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.expression.ExpressionProblem;
import dev.signalbox.router.expression.FactsExpression;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What must be true of a request. All parts must hold; names may end in '*'.
 *
 * @param policy Policies or models of which one applies, whoever chose it; guards only.
 * @param model Model names that the request itself carries, as callers write them; guards only.
 * @param service AI services, by simple or full name.
 * @param method Methods of AI services.
 * @param agent Agents that make the call.
 * @param role Roles in which agents make the call.
 * @param run Runs of agents that the call is a step of.
 * @param tenant Customers for which the call is made.
 * @param user Persons for which the call is made.
 * @param key Keys, by name, that callers show.
 * @param tags Tags that the request must have, all of them, each with one of its values.
 * @param minInputTokens Smallest estimated size of the request, in tokens.
 * @param maxInputTokens Largest estimated size of the request, in tokens.
 * @param needs Capabilities that the request needs, all of them.
 * @param time Hours and days of the week at which the call is made.
 * @param share Percentage of sessions, always the same ones; of users where there is no session, and of calls where there
 *     is neither.
 * @param expression SpEL expression over the facts that must be true.
 */
@ConfigurationPropertiesSource
record WhenProperties(
        @DefaultValue List<String> policy,
        @DefaultValue List<String> model,
        @DefaultValue List<String> service,
        @DefaultValue List<String> method,
        @DefaultValue List<String> agent,
        @DefaultValue List<String> role,
        @DefaultValue List<String> run,
        @DefaultValue List<String> tenant,
        @DefaultValue List<String> user,
        @DefaultValue List<String> key,
        @DefaultValue Map<String, List<String>> tags,
        @Nullable Integer minInputTokens,
        @Nullable Integer maxInputTokens,
        @DefaultValue List<Capability> needs,
        @Nullable TimeProperties time,
        @Nullable Double share,
        @Nullable String expression) {

    /**
     * The condition of a rule.
     *
     * @param name the rule's, which tells its share from others
     */
    Condition ofRule(String property, String name) {
        if (!policy.isEmpty()) {
            throw new ConfigurationProblem(
                    property + ".policy",
                    policy,
                    "A rule chooses only where nobody named a policy, so 'when.policy' would never hold.",
                    "Remove it, or write a guard, which may look at the policy.");
        }
        if (!model.isEmpty()) {
            throw new ConfigurationProblem(
                    property + ".model",
                    model,
                    "A rule chooses only where nobody named a policy or model, so 'when.model' would never hold.",
                    "Remove it, or write a guard; or name a policy 'signalbox.policies.<name>' as callers do.");
        }
        return condition(new Checks(property), name, FactsExpression::ofRule);
    }

    /**
     * The condition of a guard.
     *
     * @param name the guard's, which tells its share from others
     */
    Condition ofGuard(String property, String name, KnownNames names) {
        policy.stream()
                .filter(known -> !known.endsWith("*"))
                .forEach(known -> names.requirePolicyOrModel(property + ".policy", known));
        return condition(new Checks(property), name, FactsExpression::ofGuard);
    }

    private Condition condition(Checks checks, String name, Function<String, FactsExpression> parser) {
        List<Predicate<RequestFacts>> parts = new ArrayList<>();
        addUnlessEmpty(parts, policy, Condition.oneOf("policy", RequestFacts::policy, policy));
        addUnlessEmpty(parts, model, Condition.oneOf("model", RequestFacts::model, model));
        addUnlessEmpty(parts, service, Condition.service(service));
        addUnlessEmpty(parts, method, Condition.oneOf("method", RequestFacts::method, method));
        addUnlessEmpty(parts, agent, Condition.oneOf("agent", RequestFacts::agent, agent));
        addUnlessEmpty(parts, role, Condition.oneOf("role", RequestFacts::role, role));
        addUnlessEmpty(parts, run, Condition.oneOf("run", RequestFacts::run, run));
        addUnlessEmpty(parts, tenant, Condition.oneOf("tenant", RequestFacts::tenant, tenant));
        addUnlessEmpty(parts, user, Condition.oneOf("user", RequestFacts::user, user));
        addUnlessEmpty(parts, key, Condition.oneOf("key", RequestFacts::key, key));
        addUnlessEmpty(parts, needs, Condition.needs(Set.copyOf(needs)));
        tags.forEach((key, values) -> {
            checks.notEmpty("tags." + key, values, "as one value or a list; '*' stands for any");
            parts.add(Condition.tag(key, values));
        });
        addSizes(parts, checks);
        if (time != null) {
            parts.add(Condition.time(time.window(checks.property("time"))));
        }
        if (share != null) {
            parts.add(
                    Condition.share(new Checks(checks.property("share")).fitting(share, () -> new Share(share, name))));
        }
        if (expression != null) {
            parts.add(expression(checks.property("expression"), expression, parser));
        }
        return new Condition(parts);
    }

    private static void addUnlessEmpty(
            List<Predicate<RequestFacts>> parts, List<?> values, Predicate<RequestFacts> part) {
        if (!values.isEmpty()) {
            parts.add(part);
        }
    }

    private void addSizes(List<Predicate<RequestFacts>> parts, Checks checks) {
        if (minInputTokens != null) {
            parts.add(Condition.minInputTokens(checks.atLeast("min-input-tokens", 0, minInputTokens)));
        }
        if (maxInputTokens != null) {
            parts.add(Condition.maxInputTokens(checks.atLeast("max-input-tokens", 1, maxInputTokens)));
        }
        if (minInputTokens != null && maxInputTokens != null && minInputTokens > maxInputTokens) {
            throw new ConfigurationProblem(
                    checks.property("min-input-tokens"),
                    minInputTokens,
                    "'" + checks.parent() + "' can never hold: min-input-tokens is " + minInputTokens
                            + " and max-input-tokens is " + maxInputTokens + ".",
                    "Exchange them, or remove one.");
        }
    }

    private static FactsExpression expression(String property, String text, Function<String, FactsExpression> parser) {
        try {
            return parser.apply(text);
        } catch (ExpressionProblem e) {
            throw new ConfigurationProblem(
                    property,
                    text,
                    "'" + property + "' cannot be used. " + e.getMessage(),
                    "Correct the expression, for example: tags['tier'] == 'gold' and needs.tools");
        }
    }
}
