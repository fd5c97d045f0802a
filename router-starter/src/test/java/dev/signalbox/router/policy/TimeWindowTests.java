package dev.signalbox.router.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Monday is 2026-01-05. */
class TimeWindowTests {

    private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    @ParameterizedTest
    @CsvSource({
        "08:00, 18:00, 2026-01-05T07:59:59, false",
        "08:00, 18:00, 2026-01-05T08:00:00, true",
        "08:00, 18:00, 2026-01-05T17:59:59, true",
        "08:00, 18:00, 2026-01-05T18:00:00, false",
        "08:00, 18:00, 2026-01-10T12:00:00, false", // Saturday
        "22:00, 06:00, 2026-01-05T22:00:00, true",
        "22:00, 06:00, 2026-01-05T21:59:59, false",
        "22:00, 06:00, 2026-01-05T05:59:59, false", // belongs to Sunday
        "22:00, 06:00, 2026-01-06T05:59:59, true",
        "22:00, 06:00, 2026-01-06T06:00:00, false",
        "22:00, 06:00, 2026-01-10T05:00:00, true", // belongs to Friday
        "22:00, 06:00, 2026-01-10T23:00:00, false",
        "22:00, 00:00, 2026-01-05T23:59:59, true",
        "22:00, 00:00, 2026-01-06T00:00:00, false",
        "00:00, 00:00, 2026-01-09T23:59:59, true",
        "00:00, 00:00, 2026-01-10T00:00:00, false"
    })
    void holdsOnItsDaysAndAcrossMidnight(LocalTime from, LocalTime to, LocalDateTime moment, boolean holds) {
        TimeWindow window = new TimeWindow(WEEKDAYS, from, to, ZoneOffset.UTC);

        assertThat(window.contains(moment.toInstant(ZoneOffset.UTC))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T07:00:00Z, true", // 08:00 in winter
        "2026-01-05T06:30:00Z, false",
        "2026-07-06T06:30:00Z, true", // 08:30 in summer
        "2026-01-04T23:30:00Z, false", // Monday there, but at night
        "2026-07-06T16:00:00Z, false"
    })
    void goesByTheHoursOfItsZone(Instant moment, boolean holds) {
        TimeWindow window =
                new TimeWindow(WEEKDAYS, LocalTime.of(8, 0), LocalTime.of(18, 0), ZoneId.of("Europe/Berlin"));

        assertThat(window.contains(moment)).isEqualTo(holds);
        assertThat(window).hasToString("monday, tuesday, wednesday, thursday, friday 08:00–18:00 Europe/Berlin");
    }
}
