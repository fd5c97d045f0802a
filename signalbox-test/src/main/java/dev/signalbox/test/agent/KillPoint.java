package dev.signalbox.test.agent;

/**
 * When a process is killed.
 *
 * @param write at which write to the journal, from 1
 * @param moment before it or after it
 */
public record KillPoint(int write, Moment moment) {

    /** Never. */
    public static final KillPoint NEVER = new KillPoint(Integer.MAX_VALUE, Moment.BEFORE);

    /** Where in a write. */
    public enum Moment {
        /** Nothing is written. */
        BEFORE,
        /** It is written, but the writer does not learn of it. */
        AFTER
    }

    /**
     * Checks the write.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public KillPoint {
        if (write < 1) {
            throw new IllegalArgumentException("The write is " + write + ". The first one is 1.");
        }
    }

    @Override
    public String toString() {
        return moment == Moment.BEFORE ? "before write " + write : "after write " + write;
    }
}
