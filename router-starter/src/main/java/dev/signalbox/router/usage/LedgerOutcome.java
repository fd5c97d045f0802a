package dev.signalbox.router.usage;

/** How a call or an attempt ended. */
public enum LedgerOutcome {
    /** With an answer. */
    OK,
    /** Without one. */
    FAILED,
    /** By the caller, or because another attempt was faster. */
    CANCELLED
}
