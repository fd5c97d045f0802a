package dev.signalbox.agent.journal;

/** How a run stands. */
public enum RunStatus {
    /** It waits for a worker. */
    READY,
    /** A worker is at it. */
    RUNNING,
    /** It waits for a person, a signal, a child or a time. */
    PARKED,
    /** A tool that may be used at most once was interrupted; a person says what came of it. */
    UNCERTAIN,
    /** It has ended with its output. */
    SUCCEEDED,
    /** It has ended with an error. */
    FAILED,
    /** Somebody has ended it. */
    CANCELLED,
    /** Its program does not do any more what its journal says it did. */
    DIVERGED;

    /** Whether nothing more will happen. */
    public boolean ended() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED || this == DIVERGED;
    }
}
