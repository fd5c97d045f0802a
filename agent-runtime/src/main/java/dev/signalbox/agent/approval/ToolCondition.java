package dev.signalbox.agent.approval;

import java.util.Map;

/** A condition over the arguments of a tool. Thread-safe. */
@FunctionalInterface
public interface ToolCondition {

    /**
     * Whether it is met.
     *
     * @param arguments by name: texts, numbers, booleans, lists and maps
     * @throws RuntimeException if it cannot be said of these arguments, which then counts as met
     */
    boolean holds(Map<String, Object> arguments);
}
