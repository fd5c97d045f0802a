package dev.signalbox.router.store.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is.
 *
 * @param url its address, {@code redis://host:port} or {@code rediss://host:port} with TLS
 * @param username who connects
 * @param password the password
 * @param timeout how long to wait for a connection, and for an answer
 */
public record RedisSettings(
        String url, @Nullable String username, @Nullable String password, Duration timeout) {

    /** Neither the URL nor the password, for both may be secret. */
    @Override
    public String toString() {
        return "RedisSettings[timeout=" + timeout + "]";
    }
}
