package dev.signalbox.agent.approval;

import java.util.Set;

/** Understands conditions over the arguments of tools. */
@FunctionalInterface
public interface ConditionCompiler {

    /**
     * Understands a condition.
     *
     * @param names the arguments that the tool has
     * @throws IllegalArgumentException if it is none, or names an argument that the tool does not have; says where and why
     */
    ToolCondition compile(String condition, Set<String> names);
}
