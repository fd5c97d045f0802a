package dev.signalbox.agent.budget;

/** Whether a model may be asked. */
public enum Allowance {
    /** As it is. */
    FULL,
    /** Once more, without tools, for an answer from what there is. */
    LAST
}
