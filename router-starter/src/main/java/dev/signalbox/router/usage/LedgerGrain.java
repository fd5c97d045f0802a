package dev.signalbox.router.usage;

/** What a record of the ledger is about. */
public enum LedgerGrain {
    /** One logical call, with all its attempts together. */
    CALL,
    /** One attempt. */
    ATTEMPT
}
