package dev.signalbox.test.agent;

import dev.signalbox.agent.AgentRuntimeBuilder;
import org.jspecify.annotations.Nullable;

/** Something that is done with runs, in a world of its own: its tools, its model, what these change. */
public interface CrashScenario {

    /** Puts a runtime together over the world as it is; called again for each new process. */
    AgentRuntimeBuilder setup(AgentRuntimeBuilder runtime);

    /**
     * Starts runs and sees to their ends. Processes are killed and begun again while it does; it does not learn of it.
     *
     * @return how the world is at the end; has to be equal however often processes were killed
     */
    @Nullable
    Object play(AgentHarness harness);

    /** What models and tools have done; nothing is known of it unless overridden. */
    default EffectLog effects() {
        return new EffectLog();
    }
}
