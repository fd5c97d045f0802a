package dev.signalbox.router.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * The hour, day, week or month that it is in a time zone. A day lasts from one midnight to the next, be that 23, 24 or 25
 * hours; a week begins on Monday.
 *
 * @param unit which of them
 * @param zone the time zone
 */
public record CalendarWindow(Unit unit, ZoneId zone) implements BudgetWindow {

    /** The windows of the calendar. */
    @Getter
    @RequiredArgsConstructor
    public enum Unit {
        /** From one full hour to the next. */
        HOUR(ChronoUnit.HOURS),
        /** From midnight to midnight. */
        DAY(ChronoUnit.DAYS),
        /** From Monday to Monday. */
        WEEK(ChronoUnit.WEEKS),
        /** From the first to the first. */
        MONTH(ChronoUnit.MONTHS);

        private final ChronoUnit length;

        /** As it is configured. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public BudgetSpan span(Instant moment) {
        long begin = begin(moment.atZone(zone)).toInstant().toEpochMilli();
        return new BudgetSpan(begin, begin);
    }

    @Override
    public Instant resetsAt(Instant moment) {
        ZonedDateTime begin = begin(moment.atZone(zone));
        ZonedDateTime next = begin(begin.plus(1, unit.length));
        for (int more = 1; !next.isAfter(begin); more++) { // the clock was set back within the hour
            next = begin(begin.plus(1, unit.length).plusMinutes(30L * more));
        }
        return next.toInstant();
    }

    private ZonedDateTime begin(ZonedDateTime moment) {
        LocalDate day = moment.toLocalDate();
        return switch (unit) {
            case HOUR -> moment.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day.atStartOfDay(zone);
            case WEEK ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay(zone);
            case MONTH -> day.withDayOfMonth(1).atStartOfDay(zone);
        };
    }

    /** As it is configured, with its zone. */
    @Override
    public String toString() {
        return unit.key() + " in " + zone;
    }
}
