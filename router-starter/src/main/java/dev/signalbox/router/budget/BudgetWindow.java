package dev.signalbox.router.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The time over which a budget counts. */
public sealed interface BudgetWindow permits RollingWindow, CalendarWindow, LifetimeWindow {

    /** What counts at a moment. */
    BudgetSpan span(Instant moment);

    /**
     * When nothing counts any more of what was used up to a moment, {@code null} for never. In a rolling window what was
     * used early stops counting before that.
     */
    @Nullable
    Instant resetsAt(Instant moment);

    /** All time. */
    static BudgetWindow lifetime() {
        return LifetimeWindow.INSTANCE;
    }

    /**
     * The time just past.
     *
     * @param length how long it is
     * @throws IllegalArgumentException if it is below one second
     */
    static BudgetWindow rolling(Duration length) {
        return new RollingWindow(length);
    }

    /** The hour, day, week or month that it is in a time zone. */
    static BudgetWindow calendar(CalendarWindow.Unit unit, ZoneId zone) {
        return new CalendarWindow(unit, zone);
    }

    /**
     * Reads a window as it is configured: {@code hour}, {@code day}, {@code week}, {@code month}, {@code lifetime}, or a
     * rolling one: a number and {@code s}, {@code m}, {@code h} or {@code d}, for example {@code 1d}.
     *
     * @param zone the time zone of hours, days, weeks and months
     * @throws IllegalArgumentException if it is none of them, saying what is allowed
     */
    static BudgetWindow of(String text, ZoneId zone) {
        if (text.equals("lifetime")) {
            return lifetime();
        }
        for (CalendarWindow.Unit unit : CalendarWindow.Unit.values()) {
            if (unit.key().equals(text)) {
                return calendar(unit, zone);
            }
        }
        Duration length = WindowLength.read(text);
        if (length == null) {
            throw new IllegalArgumentException("'" + text + "' is no window. Write "
                    + String.join(
                            ", ",
                            Arrays.stream(CalendarWindow.Unit.values())
                                    .map(CalendarWindow.Unit::key)
                                    .toList())
                    + ", lifetime, or the length of a rolling window, for example 30m, 1h or 7d.");
        }
        return rolling(length);
    }
}
