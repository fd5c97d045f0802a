package dev.signalbox.samples.rag.search;

/** The index cannot be opened, and what to do about it. */
public final class IndexUnavailableException extends RuntimeException {

    private final String action;

    /**
     * For people.
     *
     * @param message what is wrong
     * @param action what to do
     */
    public IndexUnavailableException(String message, String action, Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** What to do. */
    public String action() {
        return action;
    }
}
