package dev.signalbox.agent.tool;

/** How a tool of a class of effects is used. */
interface EffectRule {

    /**
     * Uses it.
     *
     * @param call approved
     */
    ToolEnd use(ToolCall call);
}
