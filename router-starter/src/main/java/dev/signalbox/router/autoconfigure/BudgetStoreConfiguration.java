package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Budgets are counted in memory, unless the application has a store for them. */
@Configuration(proxyBeanMethods = false)
class BudgetStoreConfiguration {

    @Bean
    @ConditionalOnMissingBean(BudgetStore.class)
    MemoryBudgetStore signalboxBudgetStore(Clockwork clockwork) {
        return new MemoryBudgetStore(clockwork.nanos());
    }
}
