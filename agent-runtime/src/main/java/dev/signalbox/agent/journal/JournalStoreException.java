package dev.signalbox.agent.journal;

/** The store of journals cannot do something for now. */
public class JournalStoreException extends RuntimeException {

    /** Says what, and why. */
    public JournalStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
