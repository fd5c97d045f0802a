package dev.signalbox.router;

/** The configuration could not be loaded again; the one in force stays. The message says what to write instead. */
public final class ReloadFailedException extends RuntimeException {

    /**
     * With the reason.
     *
     * @param message what is wrong and what to write, without secrets
     */
    public ReloadFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
