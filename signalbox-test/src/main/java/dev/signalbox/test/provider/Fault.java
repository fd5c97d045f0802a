package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Failure;

/** How a reply goes wrong once it has been accepted, and after how many chunks. */
record Fault(Kind kind, int after, Failure failure) {

    private static final Failure UNTOLD = Failure.of(500);

    static final Fault NONE = new Fault(Kind.NONE, Integer.MAX_VALUE);

    Fault {
        if (after < 0) {
            throw new IllegalArgumentException("The number of chunks is " + after + "; use 0 or more");
        }
    }

    Fault(Kind kind, int after) {
        this(kind, after, UNTOLD);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether nothing comes after the last chunk sent, not even an end. */
    boolean breaksOff() {
        return is(Kind.CUT) || is(Kind.RESET) || is(Kind.STALL);
    }

    /** How many of so many chunks are sent. */
    int chunksSent(int available) {
        return breaksOff() ? Math.min(after, available) : available;
    }

    enum Kind {
        NONE,
        HANG_UP,
        CUT,
        RESET,
        STALL,
        ERROR
    }
}
