package dev.signalbox.router.key;

/** The store of virtual keys has failed, so that nobody knows who calls. */
public final class VirtualKeyStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what the store threw. */
    public VirtualKeyStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
