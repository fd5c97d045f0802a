package dev.signalbox.router.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hours of some days of the week. If it ends no later than it begins, it ends on the next day, and the day is that of its
 * beginning: from 22:00 to 06:00 on Friday holds until Saturday morning.
 *
 * @param days the days; none stands for all
 * @param from when it begins
 * @param to when it ends, exclusive; midnight is the end of the day
 * @param zone whose days and hours these are
 */
public record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    /** Copies the days. */
    public TimeWindow {
        days = Set.copyOf(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days);
    }

    /** Whether that moment lies within it. */
    public boolean contains(Instant moment) {
        ZonedDateTime there = moment.atZone(zone);
        LocalTime time = there.toLocalTime();
        DayOfWeek day = there.getDayOfWeek();
        if (to.isAfter(from) || to.equals(LocalTime.MIDNIGHT)) {
            return days.contains(day) && !time.isBefore(from) && (time.isBefore(to) || to.equals(LocalTime.MIDNIGHT));
        }
        return time.isBefore(to) && days.contains(day.minus(1)) || !time.isBefore(from) && days.contains(day);
    }

    @Override
    public String toString() {
        String on = days.size() == DayOfWeek.values().length
                ? ""
                : days.stream()
                                .sorted()
                                .map(day -> day.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + " ";
        return on + from + "–" + (to.equals(LocalTime.MIDNIGHT) ? "24:00" : to) + " " + zone;
    }
}
