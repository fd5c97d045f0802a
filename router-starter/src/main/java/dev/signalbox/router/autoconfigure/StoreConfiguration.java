package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.store.jdbc.JdbcStore;
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
}
