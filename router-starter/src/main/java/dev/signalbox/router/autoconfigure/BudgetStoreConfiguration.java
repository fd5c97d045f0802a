package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.LeasedBudgetStore;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.store.jdbc.JdbcBudgetStore;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import dev.signalbox.router.store.redis.RedisBudgetStore;
import dev.signalbox.router.store.redis.RedisStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Where budgets are counted, unless the application has a store for them. */
@Configuration(proxyBeanMethods = false)
class BudgetStoreConfiguration {

    private static final String KIND = StoresProperties.PREFIX + ".budgets.kind";

    @Bean
    @ConditionalOnMissingBean(BudgetStore.class)
    BudgetStore signalboxBudgetStore(
            ConfigurableEnvironment environment,
            Clockwork clockwork,
            ObjectProvider<JdbcStore> jdbc,
            ObjectProvider<RedisStore> redis) {
        StoresProperties stores = new StrictBinding(environment).bind().stores();
        return switch (stores.budgets().kind()) {
            case MEMORY -> new MemoryBudgetStore(clockwork.nanos());
            case JDBC -> {
                StoreCheck.requireJdbc(KIND, stores);
                yield sliced(new JdbcBudgetStore(jdbc.getObject()), stores, clockwork);
            }
            case REDIS -> {
                StoreCheck.requireRedis(KIND, stores);
                yield sliced(new RedisBudgetStore(redis.getObject()), stores, clockwork);
            }
        };
    }

    /** A store that can be closed is closed by Spring, which looks at the bean and not at its type. */
    private static BudgetStore sliced(BudgetStore shared, StoresProperties stores, Clockwork clockwork) {
        LeasedBudgetStore.Settings slice = stores.budgets().slice().settings();
        return slice.share() == 0
                ? shared
                : new LeasedBudgetStore(
                        shared,
                        slice,
                        new LeasedBudgetStore.Threads(clockwork.scheduler(), clockwork.executor(), clockwork.nanos()));
    }
}
