package dev.signalbox.router.budget;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How lengths of rolling windows are written: {@code 30s}, {@code 90m}, {@code 1h}, {@code 7d}. */
final class WindowLength {

    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})([smhd])");

    private WindowLength() {}

    /** Reads a length, {@code null} if it is none. */
    static @Nullable Duration read(String text) {
        Matcher written = WRITTEN.matcher(text);
        Duration unit = written.matches() ? UNITS.get(written.group(2)) : null;
        return unit == null ? null : unit.multipliedBy(Long.parseLong(written.group(1)));
    }

    /** In the largest unit that divides it. */
    static String write(Duration length) {
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            Duration one = UNITS.get(unit);
            if (one != null && length.toMillis() % one.toMillis() == 0) {
                return length.dividedBy(one) + unit;
            }
        }
        return length.toString().toLowerCase(Locale.ROOT);
    }
}
