package dev.signalbox.router.budget;

import java.time.Duration;
import java.time.Instant;

/**
 * The time just past, in slots of a sixtieth: what was used counts for the length of the window and at most one slot
 * longer, never shorter.
 *
 * @param length how long it is
 */
record RollingWindow(Duration length) implements BudgetWindow {

    private static final int SLOTS = 60;

    RollingWindow {
        if (length.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "A rolling window is at least one second long, but was " + length.toMillis() + " ms.");
        }
    }

    private long slotLength() {
        return (length.toMillis() + SLOTS - 1) / SLOTS;
    }

    @Override
    public BudgetSpan span(Instant moment) {
        long now = moment.toEpochMilli();
        return new BudgetSpan(slot(now - length.toMillis()), slot(now));
    }

    private long slot(long millis) {
        return Math.floorDiv(millis, slotLength()) * slotLength();
    }

    /** When the slot of that moment has gone. */
    @Override
    public Instant resetsAt(Instant moment) {
        return Instant.ofEpochMilli(slot(moment.toEpochMilli()) + slotLength() + length.toMillis());
    }

    @Override
    public String toString() {
        return WindowLength.write(length);
    }
}
