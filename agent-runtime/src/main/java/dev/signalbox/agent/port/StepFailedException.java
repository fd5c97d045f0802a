package dev.signalbox.agent.port;

import org.jspecify.annotations.Nullable;

/**
 * A step has failed for good. Thrown when it fails and whenever it is replayed, so that a program which handles it does the
 * same each time. Only the first time it has a cause.
 */
public final class StepFailedException extends RuntimeException {

    private final String type;

    /**
     * As it is recorded.
     *
     * @param type the class name of what was thrown
     * @param message of what was thrown; without one the class name speaks for it
     */
    public StepFailedException(String type, @Nullable String message, @Nullable Throwable cause) {
        super(message == null || message.isBlank() ? type : message, cause);
        this.type = type;
    }

    /** The class name of what was thrown when it failed. */
    public String type() {
        return type;
    }
}
