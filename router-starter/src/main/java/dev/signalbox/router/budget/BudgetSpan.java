package dev.signalbox.router.budget;

/**
 * The part of time over which a window counts, as stores see it: use is kept in slots, each named by the moment at which it
 * begins, and what counts is what lies in the slots from the first to the current one. A calendar window has one slot; a
 * rolling one has many short ones, of which the oldest leaves as the newest comes.
 *
 * @param from the first slot that counts, in milliseconds since 1970
 * @param slot the current slot, in milliseconds since 1970
 */
public record BudgetSpan(long from, long slot) {

    /**
     * Checks the span.
     *
     * @throws IllegalArgumentException if it ends before it begins
     */
    public BudgetSpan {
        if (slot < from) {
            throw new IllegalArgumentException("A span from " + from + " to " + slot + " ends before it begins.");
        }
    }
}
