package dev.signalbox.agent.budget;

/** What becomes of a run that has reached a limit. */
public enum OnLimit {
    /** One last model call without tools, so that there is an answer; any call after that fails. */
    FINISH,
    /** A person is asked; who approves grants as much again. */
    PARK,
    /** The run fails. */
    FAIL
}
