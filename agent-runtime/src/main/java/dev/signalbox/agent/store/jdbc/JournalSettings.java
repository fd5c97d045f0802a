package dev.signalbox.agent.store.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the database of journals is, if it has connections of its own.
 *
 * @param url its JDBC URL, of an SQLite file or of PostgreSQL
 * @param username who connects
 * @param password the password
 * @param poolSize how many connections at most, 4 or more
 * @param timeout how long to wait for a connection, and for others to write
 */
public record JournalSettings(
        String url, @Nullable String username, @Nullable String password, int poolSize, Duration timeout) {

    /** With fewer connections workers that hold some would keep the others from saying that they are alive. */
    static final int FEWEST_CONNECTIONS = 4;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the URL is of another database, or there are too few connections
     */
    public JournalSettings {
        JournalDialect.of(url);
        if (poolSize < FEWEST_CONNECTIONS) {
            throw new IllegalArgumentException("The journal's database has " + poolSize + " connections. Allowed are "
                    + FEWEST_CONNECTIONS + " or more: write 'pool-size: " + FEWEST_CONNECTIONS + "'.");
        }
    }

    /** An SQLite file, which is made if it is not there, and its folder with it. */
    public static JournalSettings file(Path file) {
        return new JournalSettings("jdbc:sqlite:" + file.toAbsolutePath(), null, null, FEWEST_CONNECTIONS, TIMEOUT);
    }

    /** Neither the URL nor the password, for both may be secret. */
    @Override
    public String toString() {
        return "JournalSettings[" + JournalDialect.of(url) + "]";
    }
}
