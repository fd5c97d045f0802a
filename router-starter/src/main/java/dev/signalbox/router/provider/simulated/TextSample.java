package dev.signalbox.router.provider.simulated;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import lombok.RequiredArgsConstructor;

/** Makes up a string that fits its schema's format and tells which property it stands for. */
@RequiredArgsConstructor
final class TextSample {

    private final Map<?, ?> schema;
    private final String name;
    private final SplittableRandom random;

    String value() {
        int number = 1 + random.nextInt(99);
        return switch (format()) {
            case "date" -> date(number);
            case "date-time" -> date(number) + "T09:30:00Z";
            case "time" -> "09:30:00";
            case "uuid" ->
                UUID.nameUUIDFromBytes((name + number).getBytes(StandardCharsets.UTF_8))
                        .toString();
            case "email" -> name.toLowerCase(Locale.ROOT) + number + "@example.com";
            case "uri", "url" -> "https://example.com/" + name + "/" + number;
            default -> words() + " " + number;
        };
    }

    /** LangChain4j says only in words that a string is a UUID. */
    private String format() {
        boolean uuid = "String in a UUID format".equals(schema.get("description"));
        return uuid ? "uuid" : String.valueOf(schema.get("format"));
    }

    private static String date(int day) {
        return LocalDate.of(2030, 1, 1).plusDays(day).toString();
    }

    /** {@code firstName} and {@code first_name} as {@code first name}. */
    private String words() {
        String parted = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replaceAll("[_-]+", " ");
        return parted.toLowerCase(Locale.ROOT);
    }
}
