package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.budget.LeasedBudgetStore;
import dev.signalbox.router.execution.BudgetSettings.OnFailure;
import dev.signalbox.router.limit.SharedRateLimiter;
import dev.signalbox.router.store.jdbc.Database;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.redis.RedisSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the router keeps what outlives a process or is shared by several.
 *
 * @param jdbc Database of its own connections and tables.
 * @param redis Redis of its own connection.
 * @param budgets Where what budgets have used is counted.
 * @param rateLimits Where limits per minute are counted, of deployments and of calls.
 * @param keys Where virtual keys are kept beside those that are configured.
 */
record StoresProperties(
        @DefaultValue Jdbc jdbc,
        @DefaultValue Redis redis,
        @DefaultValue Budgets budgets,
        @DefaultValue RateLimits rateLimits,
        @DefaultValue Keys keys) {

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
     * Redis of its own connection.
     *
     * @param url Address, for example 'redis://localhost:6379'; 'rediss' for TLS.
     * @param username Who connects.
     * @param password Password of whoever connects.
     * @param timeout How long to wait for a connection and for an answer.
     */
    record Redis(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("1s") Duration timeout) {

        /**
         * The settings.
         *
         * @throws ConfigurationProblem if something does not fit
         */
        RedisSettings settings() {
            Checks checks = new Checks(PREFIX + ".redis");
            return new RedisSettings(
                    checks.required("url", url, "as an address, for example redis://localhost:6379"),
                    username,
                    password,
                    checks.positive("timeout", timeout));
        }

        /** Without URL and password, for both may be secret. */
        @Override
        public String toString() {
            return "Redis[]";
        }
    }

    /** Where something is counted. */
    enum Kind {
        /** In the memory of the process. */
        MEMORY,
        /** In the database of 'signalbox.stores.jdbc', for all nodes that use it. */
        JDBC,
        /** In the Redis of 'signalbox.stores.redis', for all nodes that use it. */
        REDIS
    }

    /**
     * Where what budgets have used is counted.
     *
     * @param kind Store: the memory of the process, the database or the Redis.
     * @param slice Slices of budgets that a node takes of a shared store at a time.
     * @param onFailure What happens to calls under a budget while the store fails: refuse them, or allow them, and count
     *     what they use when the store is back.
     */
    record Budgets(
            @DefaultValue("memory") Kind kind,
            @DefaultValue Slice slice,
            @DefaultValue("refuse") OnFailure onFailure) {}

    /**
     * Where limits per minute are counted, of deployments and of calls.
     *
     * @param kind Store: the memory of the process, the database or the Redis.
     * @param onFailure What happens to requests under a limit while the store fails: refuse them, or allow them.
     * @param timeout How long a call waits for the store.
     */
    record RateLimits(
            @DefaultValue("memory") Kind kind,
            @DefaultValue("refuse") SharedRateLimiter.OnFailure onFailure,
            @DefaultValue("500ms") Duration timeout) {

        SharedRateLimiter.Settings settings() {
            Checks checks = new Checks(PREFIX + ".rate-limits");
            return new SharedRateLimiter.Settings(checks.positive("timeout", timeout), onFailure);
        }
    }

    /**
     * Where virtual keys are kept beside those that are configured.
     *
     * @param kind Store: none, so that there are only the configured keys, or the database.
     */
    record Keys(@DefaultValue("none") Kind kind) {

        /** Where keys are kept. */
        enum Kind {
            /** Nowhere: there are only the configured keys. */
            NONE,
            /** In the database of 'signalbox.stores.jdbc', for all nodes that use it. */
            JDBC
        }
    }

    /**
     * Slices of budgets that a node takes of a shared store at a time.
     *
     * @param percent Size of a slice in percent of the limit; 0 for none, so that each attempt asks the store.
     * @param flush How often what was used is told to the store.
     */
    record Slice(
            @DefaultValue("0") int percent,
            @DefaultValue("500ms") Duration flush) {

        LeasedBudgetStore.Settings settings() {
            Checks checks = new Checks(PREFIX + ".budgets.slice");
            return new LeasedBudgetStore.Settings(
                    checks.between("percent", 0, 50, percent), checks.positive("flush", flush));
        }
    }
}
