package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.BudgetSettings.OnFailure;
import dev.signalbox.router.store.jdbc.Database;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the router keeps what outlives a process or is shared by several.
 *
 * @param jdbc Database of its own connections and tables.
 * @param budgets Where what budgets have used is counted.
 */
record StoresProperties(
        @DefaultValue Jdbc jdbc, @DefaultValue Budgets budgets) {

    static final String PREFIX = "signalbox.stores";

    /**
     * Database of its own connections and tables.
     *
     * @param url JDBC URL, of PostgreSQL or of an SQLite file, for example 'jdbc:sqlite:signalbox.db'.
     * @param username Who connects.
     * @param password Password of whoever connects.
     * @param poolSize How many connections at most.
     * @param timeout How long to wait for a connection.
     */
    record Jdbc(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("8") int poolSize,
            @DefaultValue("3s") Duration timeout) {

        /**
         * The settings.
         *
         * @throws ConfigurationProblem if something does not fit
         */
        JdbcSettings settings() {
            Checks checks = new Checks(PREFIX + ".jdbc");
            String address = checks.required("url", url, "as a JDBC URL, for example jdbc:sqlite:signalbox.db");
            try {
                Database.of(address);
            } catch (IllegalArgumentException e) {
                throw ConfigurationProblem.of(checks.property("url"), null, e);
            }
            return new JdbcSettings(
                    address,
                    username,
                    password,
                    checks.atLeast("pool-size", 1, poolSize),
                    checks.positive("timeout", timeout));
        }

        /** Without URL and password, for both may be secret. */
        @Override
        public String toString() {
            return "Jdbc[]";
        }
    }

    /**
     * Where what budgets have used is counted.
     *
     * @param onFailure What happens to calls under a budget while the store fails: refuse them, or allow them, and count
     *     what they use when the store is back.
     */
    record Budgets(@DefaultValue("refuse") OnFailure onFailure) {}
}
