package dev.signalbox.agent.journal;

/** What becomes of a run whose program does something else than its journal says. */
public enum OnDivergence {
    /** It ends as diverged. */
    FAIL,
    /** It goes on; what the journal has and the program does not ask for any more is left unread. */
    CONTINUE
}
