package dev.signalbox.agent.journal;

/** A transaction was undone, because something that took part in it had failed and gone on, or its commit was refused. */
public final class RolledBackException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Makes one. */
    public RolledBackException(Throwable cause) {
        super("Something in the transaction had failed, so that all of it was undone", cause);
    }
}
