package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.key.VirtualKeyStore;
import dev.signalbox.router.store.jdbc.JdbcKeyStore;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Where virtual keys are kept that outlive the process, unless the application has a store for them. */
@Slf4j
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = KeyStoreConfiguration.KIND, havingValue = "jdbc")
class KeyStoreConfiguration {

    static final String KIND = StoresProperties.PREFIX + ".keys.kind";

    @Bean
    @ConditionalOnMissingBean(VirtualKeyStore.class)
    VirtualKeyStore signalboxKeyStore(
            ConfigurableEnvironment environment, ObjectProvider<JdbcStore> jdbc, ObjectProvider<BudgetStore> budgets) {
        StoreCheck.requireJdbc(KIND, new StrictBinding(environment).bind().stores());
        if (budgets.getIfAvailable() instanceof MemoryBudgetStore) {
            log.warn("Keys outlive this process, but what they use of their budgets does not. Write"
                    + " 'signalbox.stores.budgets.kind: jdbc'.");
        }
        return new JdbcKeyStore(jdbc.getObject());
    }
}
