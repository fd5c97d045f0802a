package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.store.jdbc.Database;
import org.springframework.util.ClassUtils;

/** Whether what a store needs is configured and on the class path. */
final class StoreCheck {

    static final String JDBC_URL = StoresProperties.PREFIX + ".jdbc.url";

    static final String REDIS_URL = StoresProperties.PREFIX + ".redis.url";

    private StoreCheck() {}

    /**
     * Checks what the database needs.
     *
     * @param property the property that asks for it
     * @throws ConfigurationProblem if something is missing, naming what to write or to add
     */
    static void requireJdbc(String property, StoresProperties stores) {
        Database database = Database.of(stores.jdbc().settings().url());
        requireClass(property, "org.springframework.jdbc.core.JdbcTemplate", "org.springframework:spring-jdbc");
        requireClass(property, "com.zaxxer.hikari.HikariDataSource", "com.zaxxer:HikariCP");
        requireClass(property, "org.flywaydb.core.Flyway", "org.flywaydb:flyway-core");
        requireClass(property, database.driver(), database.dependency());
    }

    /**
     * Checks what the Redis needs.
     *
     * @param property the property that asks for it
     * @throws ConfigurationProblem if something is missing, naming what to write or to add
     */
    static void requireRedis(String property, StoresProperties stores) {
        stores.redis().settings();
        requireClass(property, "io.lettuce.core.RedisClient", "io.lettuce:lettuce-core");
    }

    /**
     * Checks for a library by one of its classes.
     *
     * @param dependency what to add, to be read between quotes
     * @throws ConfigurationProblem if it is not there
     */
    static void requireClass(String property, String type, String dependency) {
        if (!ClassUtils.isPresent(type, StoreCheck.class.getClassLoader())) {
            throw new ConfigurationProblem(
                    property,
                    null,
                    "'" + property + "' needs a library that is not on the class path.",
                    "Add the dependency '" + dependency + "'.");
        }
    }
}
