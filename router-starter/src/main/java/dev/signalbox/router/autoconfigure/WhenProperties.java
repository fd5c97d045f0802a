package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.RequestFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What must be true of a request. All parts must hold; names may end in '*'.
 *
 * @param policy Policies or models of which one applies, whoever chose it; guards only.
 * @param service AI services, by simple or full name.
 * @param method Methods of AI services.
 * @param agent Agents that make the call.
 * @param tenant Customers for which the call is made.
 * @param user Persons for which the call is made.
 * @param tags Tags that the request must have, all of them.
 * @param minInputTokens Smallest estimated size of the request, in tokens.
 * @param maxInputTokens Largest estimated size of the request, in tokens.
 * @param needs Capabilities that the request needs, all of them.
 */
@ConfigurationPropertiesSource
record WhenProperties(
        @DefaultValue List<String> policy,
        @DefaultValue List<String> service,
        @DefaultValue List<String> method,
        @DefaultValue List<String> agent,
        @DefaultValue List<String> tenant,
        @DefaultValue List<String> user,
        @DefaultValue Map<String, String> tags,
        @Nullable Integer minInputTokens,
        @Nullable Integer maxInputTokens,
        @DefaultValue List<Capability> needs) {

    Condition condition(String property, KnownNames names) {
        policy.stream()
                .filter(name -> !name.endsWith("*"))
                .forEach(name -> names.requirePolicyOrModel(property + ".policy", name));
        List<Predicate<RequestFacts>> parts = new ArrayList<>();
        addUnlessEmpty(parts, policy, Condition.oneOf(RequestFacts::policy, policy));
        addUnlessEmpty(parts, service, Condition.service(service));
        addUnlessEmpty(parts, method, Condition.oneOf(RequestFacts::method, method));
        addUnlessEmpty(parts, agent, Condition.oneOf(RequestFacts::agent, agent));
        addUnlessEmpty(parts, tenant, Condition.oneOf(RequestFacts::tenant, tenant));
        addUnlessEmpty(parts, user, Condition.oneOf(RequestFacts::user, user));
        addUnlessEmpty(parts, needs, Condition.needs(Set.copyOf(needs)));
        if (!tags.isEmpty()) {
            parts.add(Condition.tags(tags));
        }
        if (minInputTokens != null) {
            parts.add(Condition.minInputTokens(minInputTokens));
        }
        if (maxInputTokens != null) {
            parts.add(Condition.maxInputTokens(maxInputTokens));
        }
        return new Condition(parts);
    }

    private static void addUnlessEmpty(
            List<Predicate<RequestFacts>> parts, List<?> values, Predicate<RequestFacts> part) {
        if (!values.isEmpty()) {
            parts.add(part);
        }
    }
}
