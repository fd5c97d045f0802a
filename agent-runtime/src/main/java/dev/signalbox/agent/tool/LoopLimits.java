package dev.signalbox.agent.tool;

/**
 * What is done when a model uses a tool with the same arguments in one round after another.
 *
 * @param correctAt the round from which on it is told
 * @param escalateAt the round from which on a stronger model has the next turn
 * @param blockAt the round from which on the tool is not used any more
 * @param stopAt the round in which the run fails
 */
public record LoopLimits(int correctAt, int escalateAt, int blockAt, int stopAt) {

    /** Told at the third, escalated at the fourth, blocked at the fifth, stopped at the sixth. */
    public static final LoopLimits STANDARD = new LoopLimits(3, 4, 5, 6);

    /** Lets models repeat themselves. */
    public static final LoopLimits NONE =
            new LoopLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if a step of the ladder comes before a milder one, or the first before round 2
     */
    public LoopLimits {
        if (correctAt < 2 || escalateAt < correctAt || blockAt < escalateAt || stopAt < blockAt) {
            throw new IllegalArgumentException(
                    "The rounds of the loop guard are " + correctAt + ", " + escalateAt + ", " + blockAt + ", " + stopAt
                            + ". Each is the one before it or later, and the first is 2 or later.");
        }
    }

    /** What is done in a round. */
    enum Rung {
        OBSERVE,
        CORRECT,
        ESCALATE,
        BLOCK,
        STOP
    }

    Rung rung(int round) {
        if (round >= stopAt) {
            return Rung.STOP;
        } else if (round >= blockAt) {
            return Rung.BLOCK;
        } else if (round >= escalateAt) {
            return Rung.ESCALATE;
        }
        return round >= correctAt ? Rung.CORRECT : Rung.OBSERVE;
    }
}
