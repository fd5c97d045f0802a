package dev.signalbox.agent.tool;

/** What the use of a tool changes, which says what may be done with it after a failure or a crash. */
public enum Effect {
    /** Nothing; it may be repeated. */
    READ,
    /** Something, but the same again if repeated with the same {@link IdempotencyKey}; it may be repeated. */
    IDEMPOTENT,
    /** Something in the database of the journal: effect and record are kept together or not at all. */
    TRANSACTIONAL,
    /**
     * Something that must not happen twice: it is done at most once. Where nobody knows whether it was done, {@link Reconcile}
     * finds out, or a person says so.
     */
    ONCE;

    /** Whether it may be done again without asking anybody. */
    boolean repeatable() {
        return this == READ || this == IDEMPOTENT;
    }
}
