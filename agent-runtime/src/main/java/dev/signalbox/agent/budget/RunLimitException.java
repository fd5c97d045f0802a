package dev.signalbox.agent.budget;

/** A run has reached a limit and had its last model call: whatever answer its program has now is the last one. */
public final class RunLimitException extends RuntimeException {

    /** Says which. */
    public RunLimitException(String message) {
        super(message);
    }
}
