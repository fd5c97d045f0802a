package dev.signalbox.router.provider;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how long a provider asks to be left alone: in seconds, or until a date of its own clock. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[+-]?\\d{1,18}");
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    /** The pause, between zero and a year; {@code null} if none is asked for or it cannot be read. */
    static @Nullable Duration of(HttpHeaders headers, InstantSource clock) {
        return headers.firstValue("Retry-After")
                .flatMap(value -> pause(value.strip(), headers, clock))
                .map(RetryAfter::bounded)
                .orElse(null);
    }

    private static Optional<Duration> pause(String value, HttpHeaders headers, InstantSource clock) {
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        Instant now = headers.firstValue("Date").flatMap(RetryAfter::date).orElseGet(clock::instant);
        return date(value).map(until -> Duration.between(now, until));
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration pause) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
