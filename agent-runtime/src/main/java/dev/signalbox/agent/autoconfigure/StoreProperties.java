package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.store.jdbc.JournalSettings;
import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the journals of runs are kept.
 *
 * @param url JDBC URL, of an SQLite file or of PostgreSQL.
 * @param username Who connects.
 * @param password Password of whoever connects.
 * @param poolSize How many connections at most.
 * @param timeout How long to wait for a connection, and for others to write.
 * @param useApplicationDataSource Whether journals are kept in the application's own database, in whose transactions tools
 *     then can take part: true, or the name of a DataSource bean.
 */
record StoreProperties(
        @DefaultValue("jdbc:sqlite:signalbox-agent.db") String url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("8") int poolSize,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("false") String useApplicationDataSource) {

    static final String PREFIX = AgentProperties.PREFIX + ".store";
    static final String URL = PREFIX + ".url";
    static final String APPLICATION = PREFIX + ".use-application-data-source";

    private static final String NO = "false";

    boolean ofApplication() {
        return !useApplicationDataSource.equalsIgnoreCase(NO);
    }

    /** The name of the application's DataSource bean, {@code null} if there is only one. */
    @Nullable
    String bean() {
        return useApplicationDataSource.equalsIgnoreCase("true") ? null : useApplicationDataSource;
    }

    /**
     * The settings.
     *
     * @throws ConfigurationProblem if something does not fit
     */
    JournalSettings settings() {
        try {
            return new JournalSettings(url, username, password, poolSize, timeout);
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(poolSize < 1 ? PREFIX + ".pool-size" : PREFIX, null, e);
        }
    }

    /** Without URL and password, for both may be secret. */
    @Override
    public String toString() {
        return "StoreProperties[]";
    }
}
