package dev.signalbox.agent.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;

/** The databases that journals can be kept in. */
@RequiredArgsConstructor
public enum JournalDialect {
    /** For many nodes. */
    POSTGRESQL("jdbc:postgresql:", "org.postgresql.Driver", "PostgreSQL"),
    /** A file beside the application, for the processes of one machine. */
    SQLITE("jdbc:sqlite:", "org.sqlite.JDBC", "SQLite");

    private final String prefix;
    private final String driver;
    private final String product;

    /**
     * That of a URL.
     *
     * @throws IllegalArgumentException if it is neither, saying what is allowed, but not the URL, which may hold a password
     */
    public static JournalDialect of(String url) {
        return Arrays.stream(values())
                .filter(dialect -> url.startsWith(dialect.prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The URL is of no database that journals can be kept in. It must begin with "
                                + Arrays.stream(values())
                                        .map(JournalDialect::prefix)
                                        .collect(Collectors.joining(" or "))
                                + "."));
    }

    /**
     * That of a data source, which is asked.
     *
     * @throws IllegalArgumentException if it is neither
     * @throws IllegalStateException if it cannot be asked
     */
    static JournalDialect of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            String name = connection.getMetaData().getDatabaseProductName();
            return Arrays.stream(values())
                    .filter(dialect -> dialect.product.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("The data source is of " + name
                            + ", in which journals cannot be kept. Give one of PostgreSQL or SQLite, or let the journal"
                            + " have a database of its own."));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The data source for the journal cannot be asked which database it is of", e);
        }
    }

    /** Scripts use more than one connection at a time, and so must not take the only lock of SQLite in advance. */
    DataSource forScripts(DataSource connections) {
        return this == SQLITE ? new PlainConnections(connections) : connections;
    }

    private String prefix() {
        return prefix;
    }

    String driver() {
        return driver;
    }

    /** Where the scripts of its tables are. */
    String scripts() {
        return "classpath:dev/signalbox/agent/store/jdbc/" + name().toLowerCase(Locale.ROOT);
    }

    /** Keeps others from changing the rows that are read; SQLite has but one writer anyway. */
    String locking(String select, String strength) {
        return this == POSTGRESQL ? select + " for " + strength : select;
    }
}
