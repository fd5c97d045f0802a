package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Names;
import dev.signalbox.router.policy.TimeWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Hours of some days of the week. What ends no later than it begins ends on the next day, and belongs to the day of its
 * beginning.
 *
 * @param days Days of the week; all unless given.
 * @param from Time of day at which it begins, such as 08:00; midnight unless given.
 * @param to Time of day at which it ends, such as 18:00; midnight unless given.
 * @param zone Time zone of days and hours.
 */
@ConfigurationPropertiesSource
record TimeProperties(
        @DefaultValue Set<DayOfWeek> days,
        @Nullable String from,
        @Nullable String to,
        @DefaultValue("UTC") String zone) {

    private static final int MINUTES_OF_DAY = 24 * 60;

    TimeWindow window(String property) {
        LocalTime begin = time(property + ".from", from);
        LocalTime end = time(property + ".to", to);
        if (begin.equals(end)) {
            requireHours(property, begin);
        }
        return new TimeWindow(days, begin, end, zone(property + ".zone", zone));
    }

    private void requireHours(String property, LocalTime both) {
        if (!both.equals(LocalTime.MIDNIGHT) || from != null && to != null && from.equals(to)) {
            throw new ConfigurationProblem(
                    property,
                    from + "–" + to,
                    "'" + property + "' can never hold: it ends when it begins.",
                    "Correct 'from' or 'to', or leave out both for whole days.");
        }
        if (days.isEmpty()) {
            throw new ConfigurationProblem(
                    property,
                    null,
                    "'" + property + "' names neither days nor hours, so it would always hold.",
                    "Write 'days', or 'from' and 'to', for example { days: [saturday, sunday] }.");
        }
    }

    /** YAML reads 18:00 without quotes as a number to the base of sixty: of minutes, or of seconds where they are written. */
    private static LocalTime time(String property, @Nullable String text) {
        try {
            if (text == null || text.equals("24:00")) {
                return LocalTime.MIDNIGHT;
            } else if (text.matches("\\d{1,5}")) {
                int number = Integer.parseInt(text);
                return number == MINUTES_OF_DAY
                        ? LocalTime.MIDNIGHT
                        : LocalTime.ofSecondOfDay(number < MINUTES_OF_DAY ? number * 60L : number);
            }
            return LocalTime.parse(text.matches("\\d:.*") ? "0" + text : text);
        } catch (DateTimeException e) {
            throw new ConfigurationProblem(
                    property,
                    text,
                    "'" + property + "' is '" + text + "'. It must be a time of day from 00:00 to 24:00.",
                    "Write it as hours and minutes, for example 08:30.");
        }
    }

    static ZoneId zone(String property, String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            String nearest = Names.nearest(zone, ZoneId.getAvailableZoneIds())
                    .map(name -> " Did you mean '" + name + "'?")
                    .orElse("");
            throw new ConfigurationProblem(
                    property,
                    zone,
                    "'" + zone + "' is not a time zone." + nearest,
                    "Write its name, for example Europe/Berlin, or an offset, for example +02:00.");
        }
    }
}
