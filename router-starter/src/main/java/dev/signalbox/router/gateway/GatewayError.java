package dev.signalbox.router.gateway;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told that gets no answer.
 *
 * @param type what kind of error it is
 * @param message what is wrong and, where that helps, what to do; without keys, prompts or addresses
 * @param retryAfter after which time another request makes sense, {@code null} if nobody knows
 * @param metadata more about it, as JSON
 */
record GatewayError(
        ErrorType type, String message, @Nullable Duration retryAfter, Map<String, Object> metadata) {

    static GatewayError of(ErrorType type, String message) {
        return new GatewayError(type, message, null, Map.of());
    }

    /** The same with one more entry of metadata. */
    GatewayError with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return new GatewayError(type, message, retryAfter, more);
    }

    GatewayError after(@Nullable Duration time) {
        return new GatewayError(type, message, time, metadata);
    }

    /** The value of the header {@code Retry-After}: whole seconds, at least one. */
    @Nullable
    String retryAfterSeconds() {
        return retryAfter == null ? null : Long.toString(Math.max(1, (retryAfter.toMillis() + 999) / 1000));
    }

    GatewayException exception() {
        return new GatewayException(this);
    }
}
