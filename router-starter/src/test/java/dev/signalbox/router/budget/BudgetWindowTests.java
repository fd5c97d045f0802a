package dev.signalbox.router.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which time counts, and when it begins anew. */
class BudgetWindowTests {

    private static Instant at(String moment) {
        return Instant.parse(moment);
    }

    @ParameterizedTest(name = "{0} in {1} at {2}")
    @CsvSource({
        // window, zone, moment, begins, ends
        "hour,  UTC,                 2026-11-26T18:59:59.999Z, 2026-11-26T18:00:00Z, 2026-11-26T19:00:00Z",
        "hour,  Asia/Kolkata,        2026-11-26T18:59:59Z,     2026-11-26T18:30:00Z, 2026-11-26T19:30:00Z",
        "day,   UTC,                 2026-11-26T00:00:00Z,     2026-11-26T00:00:00Z, 2026-11-27T00:00:00Z",
        "day,   America/New_York,    2026-11-26T04:59:59Z,     2026-11-25T05:00:00Z, 2026-11-26T05:00:00Z",
        "week,  UTC,                 2026-11-26T12:00:00Z,     2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z",
        "week,  UTC,                 2026-11-29T23:59:59Z,     2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z",
        "month, UTC,                 2026-01-31T12:00:00Z,     2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z",
        "month, UTC,                 2028-02-29T23:59:59Z,     2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
        "month, UTC,                 2026-12-31T23:59:59Z,     2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "month, Pacific/Auckland,    2026-11-30T11:00:00Z,     2026-11-30T11:00:00Z, 2026-12-31T11:00:00Z",
        // clocks go forward: a day of 23 hours, an hour that is not there
        "day,   Europe/Berlin,       2026-03-29T12:00:00Z,     2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "hour,  Europe/Berlin,       2026-03-29T00:30:00Z,     2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z",
        "hour,  Europe/Berlin,       2026-03-29T01:30:00Z,     2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
        "week,  Europe/Berlin,       2026-03-29T12:00:00Z,     2026-03-22T23:00:00Z, 2026-03-29T22:00:00Z",
        "month, Europe/Berlin,       2026-03-29T12:00:00Z,     2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
        // clocks go back: a day of 25 hours, an hour that comes twice and is two
        "day,   Europe/Berlin,       2026-10-25T12:00:00Z,     2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "hour,  Europe/Berlin,       2026-10-25T00:30:00Z,     2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
        "hour,  Europe/Berlin,       2026-10-25T01:30:00Z,     2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
        // midnight itself is left out, or comes twice
        "day,   Africa/Cairo,        2026-04-24T12:00:00Z,     2026-04-23T22:00:00Z, 2026-04-24T21:00:00Z",
        "day,   America/Havana,      2026-11-01T12:00:00Z,     2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        // half an hour goes back, so that one hour has 90 minutes
        "hour,  Australia/Lord_Howe, 2026-04-04T14:45:00Z,     2026-04-04T14:00:00Z, 2026-04-04T15:30:00Z",
        "hour,  Australia/Lord_Howe, 2026-04-04T15:15:00Z,     2026-04-04T14:00:00Z, 2026-04-04T15:30:00Z"
    })
    void ofTheCalendarBeginsAndEndsInItsZone(String window, String zone, String moment, String begins, String ends) {
        BudgetWindow calendar = BudgetWindow.of(window, ZoneId.of(zone));

        long begin = at(begins).toEpochMilli();
        assertThat(calendar.span(at(moment))).isEqualTo(new BudgetSpan(begin, begin));
        assertThat(calendar.resetsAt(at(moment))).isEqualTo(at(ends));
        assertThat(calendar.span(at(ends)).slot()).isEqualTo(at(ends).toEpochMilli());
        assertThat(calendar.span(at(ends).minusMillis(1)).slot()).isEqualTo(begin);
    }

    @Test
    void ofTheCalendarFollowEachOtherWithoutGapOverAYear() {
        for (String unit : new String[] {"hour", "day", "week", "month"}) {
            for (String zone : new String[] {"Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "UTC"}) {
                BudgetWindow window = BudgetWindow.of(unit, ZoneId.of(zone));
                Instant begin = Instant.ofEpochMilli(
                        window.span(at("2026-01-01T12:00:00Z")).slot());
                while (begin.isBefore(at("2027-01-01T00:00:00Z"))) {
                    Instant next = window.resetsAt(begin);
                    assertThat(next).isAfter(begin);
                    assertThat(window.span(next.minusMillis(1)).slot()).isEqualTo(begin.toEpochMilli());
                    begin = next;
                }
            }
        }
    }

    @Test
    void rollingCountsItsLengthInSlotsOfASixtieth() {
        BudgetWindow hour = BudgetWindow.of("1h", ZoneOffset.UTC);

        BudgetSpan span = hour.span(at("2026-11-26T19:00:30Z"));

        assertThat(span.slot()).isEqualTo(at("2026-11-26T19:00:00Z").toEpochMilli());
        assertThat(span.from()).isEqualTo(at("2026-11-26T18:00:00Z").toEpochMilli());
        assertThat((span.slot() - span.from()) / 60_000).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "7s", "59m", "1h", "1d", "30d"})
    void rollingNeverForgetsTooEarlyAndAtMostASlotTooLate(String text) {
        BudgetWindow window = BudgetWindow.of(text, ZoneOffset.UTC);
        long length = Duration.parse("PT" + (text.endsWith("d") ? "24H" : text.toUpperCase(Locale.ROOT)))
                        .toMillis()
                * (text.equals("30d") ? 30 : 1);
        Instant used = at("2026-11-26T19:10:11.123Z");
        long slot = window.span(used).slot();

        assertThat(window.span(used.plusMillis(length)).from()).isLessThanOrEqualTo(slot);
        Instant reset = window.resetsAt(used);
        assertThat(window.span(reset).from()).isGreaterThan(slot);
        assertThat(window.span(reset.minusMillis(1)).from()).isLessThanOrEqualTo(slot);
        assertThat(Duration.between(used, reset).toMillis()).isBetween(length, length + (length + 59) / 60);
    }

    @Test
    void lifetimeNeverBeginsAnew() {
        BudgetWindow lifetime = BudgetWindow.of("lifetime", ZoneOffset.UTC);

        assertThat(lifetime.span(at("2026-11-26T19:00:00Z"))).isEqualTo(lifetime.span(at("2036-11-26T19:00:00Z")));
        assertThat(lifetime.resetsAt(at("2026-11-26T19:00:00Z"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"90m, 90m", "60m, 1h", "24h, 1d", "45s, 45s", "lifetime, lifetime", "day, day in UTC"})
    void isToldAsItIsWritten(String written, String told) {
        assertThat(BudgetWindow.of(written, ZoneId.of("UTC"))).hasToString(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "quarter", "1w", "-1h", "1.5h", "Day", "1 h", "9999999h"})
    void isNothingElse(String written) {
        assertThatThrownBy(() -> BudgetWindow.of(written, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + written + "' is no window. Write hour, day, week, month, lifetime, or the length of a"
                        + " rolling window, for example 30m, 1h or 7d.");
    }

    @Test
    void rollingIsAtLeastASecondLong() {
        assertThatThrownBy(() -> BudgetWindow.of("0s", ZoneOffset.UTC))
                .hasMessage("A rolling window is at least one second long, but was 0 ms.");
    }
}
