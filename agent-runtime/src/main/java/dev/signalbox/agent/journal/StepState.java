package dev.signalbox.agent.journal;

/** How far a step is. */
public enum StepState {
    /** It has begun; whether its effect was had is not known. */
    STARTED,
    /** It has its result. */
    DONE,
    /** It has failed, for good. */
    FAILED,
    /** It was not done, because a limit of the run was reached. */
    REFUSED
}
