package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.AgentSettings;
import dev.signalbox.agent.Role;
import dev.signalbox.router.Router;
import dev.signalbox.router.autoconfigure.Checks;
import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Reads what holds for all runs, and checks that what it refers to is there. */
@Slf4j
@RequiredArgsConstructor
final class SettingsReader {

    private static final String ROLES = AgentProperties.PREFIX + ".roles";
    private static final String ESCALATION = AgentProperties.PREFIX + ".escalation";

    private final AgentProperties properties;
    private final @Nullable Router router;

    /**
     * The settings.
     *
     * @throws ConfigurationProblem if something does not fit
     */
    AgentSettings read() {
        Checks checks = new Checks(AgentProperties.PREFIX);
        return AgentSettings.builder()
                .roles(roles())
                .escalation(policy(ESCALATION, properties.escalation()))
                .limits(properties.limits().limits())
                .onDivergence(properties.onDivergence())
                .transientFailures(checks.atLeast("transient-failures", 0, properties.transientFailures()))
                .backoff(checks.positive("backoff", properties.backoff()))
                .keepRequests(properties.keepRequests())
                .memoryMessages(checks.atLeast("memory-messages", 1, properties.memoryMessages()))
                .build();
    }

    private Map<Role, String> roles() {
        Map<Role, String> roles = new EnumMap<>(Role.class);
        List<String> known = Arrays.stream(Role.values()).map(Role::fact).toList();
        properties.roles().forEach((name, policy) -> {
            String role = name.toLowerCase(Locale.ROOT);
            if (!known.contains(role)) {
                throw ConfigurationProblem.unknown(ROLES, name, "roles", known);
            }
            roles.put(
                    Role.valueOf(role.toUpperCase(Locale.ROOT)),
                    Objects.requireNonNull(policy(ROLES + "." + name, policy)));
        });
        if (router == null && !roles.isEmpty()) {
            log.warn("'{}' names policies, but there is no router: all roles have the same model", ROLES);
        }
        return roles;
    }

    private @Nullable String policy(String property, @Nullable String name) {
        Collection<String> known =
                router == null ? List.of() : router.policies().names();
        if (router != null && name != null && !known.contains(name)) {
            throw ConfigurationProblem.unknown(property, name, "policies", known);
        }
        return name;
    }
}
