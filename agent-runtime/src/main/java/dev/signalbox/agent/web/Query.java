package dev.signalbox.agent.web;

import dev.signalbox.agent.journal.RunAge;
import dev.signalbox.agent.journal.RunId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

/** The parameters of a request. */
@RequiredArgsConstructor
final class Query {

    private static final String BETWEEN = "/";

    private final ServerRequest request;

    @Nullable
    String text(String name) {
        return request.param(name).filter(value -> !value.isBlank()).orElse(null);
    }

    boolean flag(String name) {
        return request.param(name).map(Boolean::parseBoolean).orElse(false);
    }

    /** At least 1 and at most the given number. */
    int limit(int usual, int most) {
        return (int) Math.min(most, Math.max(1, number("limit", usual)));
    }

    long number(String name, long usual) {
        String written = text(name);
        try {
            return written == null ? usual : Long.parseLong(written);
        } catch (NumberFormatException e) {
            throw Problem.badRequest("'" + name + "' is '" + written + "', which is no number.");
        }
    }

    @Nullable
    Instant time(String name) {
        String written = text(name);
        try {
            return written == null ? null : Instant.parse(written);
        } catch (DateTimeException e) {
            throw Problem.badRequest("'" + name + "' is '" + written + "'. Write a time such as 2026-11-27T09:00:00Z.");
        }
    }

    /** As {@link #age(RunAge)} wrote it. */
    @Nullable
    RunAge age(String name) {
        String written = text(name);
        try {
            return written == null ? null : age(written.split(BETWEEN, 2));
        } catch (RuntimeException e) {
            throw Problem.badRequest("'" + name + "' is '" + written + "'. Write what the page before said.");
        }
    }

    private static RunAge age(String[] parts) {
        return new RunAge(Instant.parse(parts[0]), new RunId(parts[1]));
    }

    static String age(RunAge age) {
        return age.createdAt() + BETWEEN + age.id();
    }

    /** Several are said by several parameters, or by one with commas. */
    <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
        Set<E> constants = EnumSet.noneOf(type);
        request.params().getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .filter(value -> !value.isBlank())
                .forEach(value -> constants.add(constant(name, value.strip(), type)));
        return constants;
    }

    private static <E extends Enum<E>> E constant(String name, String written, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(known -> known.name().equals(written.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("'" + name + "' is '" + written + "', which is none of "
                        + Arrays.toString(type.getEnumConstants()) + "."));
    }
}
