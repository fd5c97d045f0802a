package dev.signalbox.router.provider;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long a provider asks to be left alone: in milliseconds or seconds, or until a date of its own clock. Where
 * it only counts what is left, the pause after too many requests is until what has run out is there again.
 */
final class RetryAfter {

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern LENGTH =
            Pattern.compile("(\\d{1,4}H)?(\\d{1,6}M)?(\\d{1,8}(\\.\\d{1,9})?S)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern MILLIS = Pattern.compile("(\\d{1,9})(?:\\.\\d{1,9})?ms");
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    /** The pause, between zero and a year; {@code null} if none is asked for or it cannot be read. */
    static @Nullable Duration of(ResponseInfo response, InstantSource clock) {
        HttpHeaders headers = response.headers();
        return millis(headers)
                .or(() -> headers.firstValue("Retry-After").flatMap(value -> pause(value.strip(), headers, clock)))
                .or(() -> response.statusCode() == 429 ? untilReset(headers) : Optional.empty())
                .map(RetryAfter::bounded)
                .orElse(null);
    }

    private static Optional<Duration> millis(HttpHeaders headers) {
        return headers.firstValue("retry-after-ms")
                .map(String::strip)
                .filter(value -> WHOLE.matcher(value).matches())
                .map(value -> Duration.ofMillis(Long.parseLong(value)));
    }

    private static Optional<Duration> pause(String value, HttpHeaders headers, InstantSource clock) {
        if (WHOLE.matcher(value).matches()) {
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

    /** As OpenAI and Groq write it; only where nothing is left, since the other limits come back at other times. */
    private static Optional<Duration> untilReset(HttpHeaders headers) {
        return Stream.of("requests", "tokens")
                .filter(what -> headers.firstValue("x-ratelimit-remaining-" + what)
                        .filter(left -> left.strip().equals("0"))
                        .isPresent())
                .map(what -> headers.firstValue("x-ratelimit-reset-" + what)
                        .map(value -> length(value.strip()))
                        .orElse(null))
                .filter(Objects::nonNull)
                .max(Duration::compareTo);
    }

    /** A length such as {@code 6m0s}, {@code 1.5s} or {@code 20ms}; without a unit it could be a time of day. */
    private static @Nullable Duration length(String value) {
        var millis = MILLIS.matcher(value);
        if (millis.matches()) {
            return Duration.ofMillis(Long.parseLong(millis.group(1)));
        }
        boolean readable = !value.isEmpty() && LENGTH.matcher(value).matches();
        return readable ? Duration.parse("PT" + value.toUpperCase(Locale.ROOT)) : null;
    }

    private static Duration bounded(Duration pause) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
