package dev.signalbox.router.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTests {

    private record Head(int statusCode, HttpHeaders headers, Version version) implements ResponseInfo {}

    private static final String NOON = "Mon, 23 Nov 2026 12:00:00 GMT";
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T11:59:30Z"));

    @ParameterizedTest
    @CsvSource({"7, PT7S", "0, PT0S", "' 3 ', PT3S", "-5, PT0S", "999999999999, PT8760H"})
    void readsSeconds(String value, Duration pause) {
        assertThat(read(Map.of("Retry-After", value))).isEqualTo(pause);
    }

    @Test
    void readsADateByTheProvidersOwnClock() {
        Map<String, String> headers = Map.of("Date", "Mon, 23 Nov 2026 11:58:00 GMT", "Retry-After", NOON);

        assertThat(read(headers)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void readsADateByTheClockHereWhereTheProviderShowsNone() {
        assertThat(read(Map.of("retry-after", NOON))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void takesADateThatHasPassedAsNow() {
        assertThat(read(Map.of("Date", "Mon, 23 Nov 2026 12:00:01 GMT", "Retry-After", NOON)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1.5", "12 seconds", "99999999999999999999", "2026-11-23T12:00:00Z"})
    void ignoresWhatItCannotRead(String value) {
        assertThat(read(Map.of("Retry-After", value))).isNull();
    }

    @Test
    void asksForNothingWithoutTheHeader() {
        assertThat(read(Map.of())).isNull();
    }

    @Test
    void prefersMilliseconds() {
        assertThat(read(Map.of("retry-after-ms", "1250", "Retry-After", "2"))).isEqualTo(Duration.ofMillis(1250));
        assertThat(read(Map.of("retry-after-ms", "soon", "Retry-After", "2"))).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "6m0s, PT6M", "1h2m3.5s, PT1H2M3.5S", "20ms, PT0.02S", "59.7ms, PT0.059S"})
    void waitsForWhatHasRunOutWhereNoPauseIsAskedFor(String reset, Duration pause) {
        Map<String, String> headers = Map.of("x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", reset);

        assertThat(read(429, headers)).isEqualTo(pause);
        assertThat(read(200, headers)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 1s", "0, 1700000000", "0, ''", "0, soon", "0, s"})
    void doesNotGuessFromTheOtherLimits(String left, String reset) {
        Map<String, String> headers =
                Map.of("x-ratelimit-remaining-requests", left, "x-ratelimit-reset-requests", reset);

        assertThat(read(429, headers)).isNull();
    }

    private @Nullable Duration read(Map<String, String> headers) {
        return read(503, headers);
    }

    private @Nullable Duration read(int status, Map<String, String> headers) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return RetryAfter.of(new Head(status, HttpHeaders.of(lists, (name, value) -> true), Version.HTTP_1_1), clock);
    }
}
