package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.AgentRuntimeBuilder;

/** Changes the runtime before it is built. Beans of this type are called in order, after all that is configured. */
@FunctionalInterface
public interface AgentRuntimeCustomizer {

    /** Changes the runtime. */
    void customize(AgentRuntimeBuilder builder);
}
