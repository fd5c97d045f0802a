package dev.signalbox.router.store.jdbc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is.
 *
 * @param url its JDBC URL, of one of the known {@link Database databases}
 * @param username who connects
 * @param password the password
 * @param poolSize how many connections at most
 * @param timeout how long to wait for a connection
 */
public record JdbcSettings(
        String url, @Nullable String username, @Nullable String password, int poolSize, Duration timeout) {

    /** Neither the URL nor the password, for both may be secret. */
    @Override
    public String toString() {
        return "JdbcSettings[" + Database.of(url) + "]";
    }
}
