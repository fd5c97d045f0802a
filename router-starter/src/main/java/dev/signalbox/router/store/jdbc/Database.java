package dev.signalbox.router.store.jdbc;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;

/** The databases that stores know. */
@RequiredArgsConstructor
public enum Database {
    /** For many nodes. */
    POSTGRESQL(
            "jdbc:postgresql:",
            "org.postgresql.Driver",
            "org.postgresql:postgresql' and 'org.flywaydb:flyway-database-postgresql"),
    /** A file beside the application, for the processes of one machine. */
    SQLITE("jdbc:sqlite:", "org.sqlite.JDBC", "org.xerial:sqlite-jdbc");

    private final String prefix;
    private final String driver;
    private final String dependency;

    /**
     * That of a URL.
     *
     * @throws IllegalArgumentException if it is neither, saying what is allowed, but not the URL, which may hold a password
     */
    public static Database of(String url) {
        return Arrays.stream(values())
                .filter(database -> url.startsWith(database.prefix))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("The URL is of no database that stores know. It must begin"
                                + " with "
                                + Arrays.stream(values()).map(Database::prefix).collect(Collectors.joining(" or "))
                                + "."));
    }

    private String prefix() {
        return prefix;
    }

    /** The class name of its driver. */
    public String driver() {
        return driver;
    }

    /** What an application adds for it, to be read between quotes. */
    public String dependency() {
        return dependency;
    }

    /** Where the scripts of its tables are. */
    String scripts() {
        return "classpath:dev/signalbox/router/store/jdbc/" + name().toLowerCase(Locale.ROOT);
    }
}
