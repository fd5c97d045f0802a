package dev.signalbox.agent.journal;

/** What a step does. */
public enum StepKind {
    /** Asks a model. */
    MODEL,
    /** Uses a tool. */
    TOOL,
    /** Retrieves contents. */
    RETRIEVAL,
    /** Waits for a time. */
    TIMER,
    /** Takes a signal. */
    SIGNAL,
    /** Runs another program as a run of its own. */
    CHILD,
    /** Keeps a time, a chance or anything else that would not come out the same again. */
    NOTE,
    /** Marks that a limit of the run was reached. */
    LIMIT,
    /** Books what a model call cost that failed and will be made again. */
    COST,
    /** Keeps something as it was when the run first asked, wherever it asks. */
    SNAPSHOT;

    /** Whether a program does it, rather than the runtime on its own. */
    boolean asked() {
        return this != LIMIT && this != COST && this != SNAPSHOT;
    }
}
