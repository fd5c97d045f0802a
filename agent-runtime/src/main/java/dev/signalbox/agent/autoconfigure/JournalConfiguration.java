package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.store.jdbc.JdbcJournalStore;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.agent.store.jdbc.JournalDialect;
import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Where journals are kept, unless the application has a store of its own. */
@Slf4j
@Configuration(proxyBeanMethods = false)
class JournalConfiguration {

    private static final String SQLITE = "jdbc:sqlite:";

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean({JournalDatabase.class, JournalStore.class})
    JournalDatabase signalboxJournalDatabase(AgentConfiguration configuration, ListableBeanFactory beans) {
        StoreProperties store = configuration.properties().store();
        return store.ofApplication() ? ofApplication(store, beans) : own(store);
    }

    @Bean
    @ConditionalOnMissingBean
    JournalStore signalboxJournalStore(JournalDatabase database) {
        return new JdbcJournalStore(database);
    }

    private static JournalDatabase own(StoreProperties store) {
        try {
            JournalDatabase database = JournalDatabase.open(store.settings());
            boolean file = database.dialect() == JournalDialect.SQLITE;
            log.info("Runs of agents are kept in {}", file ? file(store.url()) : "a PostgreSQL database");
            return database;
        } catch (UncheckedIOException e) {
            String why = e.getCause() == null
                    ? e.toString()
                    : String.valueOf(e.getCause().getMessage());
            throw new ConfigurationProblem(
                    StoreProperties.URL,
                    store.url(),
                    why,
                    "Let this process write there, or write another file: '" + StoreProperties.URL
                            + ": jdbc:sqlite:/a/folder/agents.db'.");
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(StoreProperties.URL, null, e);
        }
    }

    private static Path file(String url) {
        String name = url.substring(SQLITE.length()).replaceFirst("^file:", "").replaceFirst("\\?.*$", "");
        return Path.of(name).toAbsolutePath().normalize();
    }

    private static JournalDatabase ofApplication(StoreProperties store, ListableBeanFactory beans) {
        DataSource source = source(store.bean(), beans);
        try {
            JournalDatabase database = JournalDatabase.over(source, transactions(source, beans));
            log.info("Runs of agents are kept in the application's own {} database", database.dialect());
            return database;
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(StoreProperties.APPLICATION, store.useApplicationDataSource(), e);
        }
    }

    private static DataSource source(@Nullable String name, ListableBeanFactory beans) {
        List<String> known = List.of(beans.getBeanNamesForType(DataSource.class));
        DataSource source =
                name == null ? beans.getBeanProvider(DataSource.class).getIfUnique() : named(name, known, beans);
        if (source != null) {
            return source;
        } else if (name != null) {
            throw ConfigurationProblem.unknown(StoreProperties.APPLICATION, name, "DataSource beans", known);
        }
        throw new ConfigurationProblem(
                StoreProperties.APPLICATION,
                true,
                known.isEmpty()
                        ? "The application has no DataSource."
                        : "The application has several data sources: " + String.join(", ", known) + ".",
                known.isEmpty()
                        ? "Configure one, for example with 'spring.datasource.url', or remove the property."
                        : "Write the name of the one that tools write to.");
    }

    private static @Nullable DataSource named(String name, List<String> known, BeanFactory beans) {
        return known.contains(name) ? beans.getBean(name, DataSource.class) : null;
    }

    /** Those of the data source itself, else the application's only ones, such as JPA's, if there is no other data source. */
    private static @Nullable PlatformTransactionManager transactions(DataSource source, ListableBeanFactory beans) {
        ObjectProvider<PlatformTransactionManager> managers = beans.getBeanProvider(PlatformTransactionManager.class);
        boolean alone = beans.getBeanNamesForType(DataSource.class).length == 1;
        return managers.stream()
                .filter(manager -> isOf(manager, source))
                .findFirst()
                .orElseGet(() -> alone ? managers.getIfUnique() : null);
    }

    /** JPA's has the data source beside its own resource. */
    private static boolean isOf(PlatformTransactionManager manager, DataSource source) {
        Method dataSource = ClassUtils.getMethodIfAvailable(manager.getClass(), "getDataSource");
        if (dataSource != null) {
            ReflectionUtils.makeAccessible(dataSource);
        }
        return manager instanceof ResourceTransactionManager resources && resources.getResourceFactory() == source
                || dataSource != null && ReflectionUtils.invokeMethod(dataSource, manager) == source;
    }
}
