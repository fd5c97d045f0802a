package dev.signalbox.agent.approval;

import java.util.Map;
import java.util.Set;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * A rule whose condition is understood.
 *
 * @param rule the rule
 * @param condition its condition, {@code null} for always
 */
@Slf4j
public record CheckedRule(ApprovalRule rule, @Nullable ToolCondition condition) {

    /**
     * Understands the condition of a rule.
     *
     * @param names the arguments that the tool has
     * @throws IllegalArgumentException if it cannot be understood
     */
    public static CheckedRule of(ApprovalRule rule, Set<String> names, ConditionCompiler compiler) {
        String when = rule.when();
        return new CheckedRule(rule, when == null ? null : compiler.compile(when, names));
    }

    /** Whether a person is asked; where that cannot be said, one is. */
    public boolean needed(String tool, Map<String, Object> arguments) {
        if (condition == null) {
            return true;
        }
        try {
            return condition.holds(arguments);
        } catch (RuntimeException e) {
            log.warn(
                    "The condition \"{}\" of tool '{}' cannot be evaluated, so a person is asked: {}",
                    rule.when(),
                    tool,
                    e.getClass().getSimpleName());
            return true;
        }
    }
}
