package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.key.VirtualKeyStore;
import dev.signalbox.router.store.jdbc.JdbcKeyStore;
import dev.signalbox.router.store.jdbc.JdbcStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Where virtual keys are kept that outlive the process, unless the application has a store for them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = KeyStoreConfiguration.KIND, havingValue = "jdbc")
class KeyStoreConfiguration {

    static final String KIND = StoresProperties.PREFIX + ".keys.kind";

    @Bean
    @ConditionalOnMissingBean(VirtualKeyStore.class)
    VirtualKeyStore signalboxKeyStore(ConfigurableEnvironment environment, ObjectProvider<JdbcStore> jdbc) {
        StoreCheck.requireJdbc(KIND, new StrictBinding(environment).bind().stores());
        return new JdbcKeyStore(jdbc.getObject());
    }
}
