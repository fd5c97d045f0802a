package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.store.redis.RedisSettings;
import dev.signalbox.router.store.redis.RedisStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The connections of the stores, each where it is configured and its libraries are there. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    /** A database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(StoreCheck.JDBC_URL)
    @ConditionalOnClass(
            name = {
                "org.springframework.jdbc.core.JdbcTemplate",
                "com.zaxxer.hikari.HikariDataSource",
                "org.flywaydb.core.Flyway"
            })
    static class Jdbc {

        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean
        JdbcStore signalboxJdbcStore(ConfigurableEnvironment environment) {
            StoresProperties stores = new StrictBinding(environment).bind().stores();
            StoreCheck.requireJdbc(StoreCheck.JDBC_URL, stores);
            return new JdbcStore(stores.jdbc().settings());
        }
    }

    /** A Redis. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(StoreCheck.REDIS_URL)
    @ConditionalOnClass(name = "io.lettuce.core.RedisClient")
    static class Redis {

        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean
        RedisStore signalboxRedisStore(ConfigurableEnvironment environment) {
            RedisSettings settings =
                    new StrictBinding(environment).bind().stores().redis().settings();
            try {
                return new RedisStore(settings);
            } catch (IllegalArgumentException e) {
                throw ConfigurationProblem.of(StoreCheck.REDIS_URL, null, e);
            }
        }
    }
}
