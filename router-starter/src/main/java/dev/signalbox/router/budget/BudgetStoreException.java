package dev.signalbox.router.budget;

/** The store of budgets cannot be reached, or failed. */
public final class BudgetStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what could not be done; the message holds no password. */
    public BudgetStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
