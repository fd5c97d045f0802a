package dev.signalbox.agent.port;

import org.jspecify.annotations.Nullable;

/**
 * Who asks a model.
 *
 * @param agent the name of the agent, {@code null} for the program itself
 * @param role in which role, {@code null} for none
 * @param policy the policy that the role stands for, {@code null} for none
 */
public record Speaker(
        @Nullable String agent,
        @Nullable String role,
        @Nullable String policy) {

    /** Nobody in particular. */
    public static final Speaker PROGRAM = new Speaker(null, null, null);

    /** For people. */
    String name() {
        return agent == null ? "model" : agent;
    }
}
