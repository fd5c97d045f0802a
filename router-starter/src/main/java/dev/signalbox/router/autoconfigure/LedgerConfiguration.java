package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.autoconfigure.SignalboxProperties.LedgerStore;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.ledger.LedgerListener;
import dev.signalbox.router.ledger.LedgerWriter;
import dev.signalbox.router.store.jdbc.JdbcLedger;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.store.memory.MemoryLedger;
import dev.signalbox.router.usage.Ledger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The ledger, unless it is turned off. A {@link Ledger} of the application takes the place of ours. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = LedgerConfiguration.ENABLED, matchIfMissing = true)
class LedgerConfiguration {

    static final String ENABLED = "signalbox.ledger.enabled";
    private static final String STORE = "signalbox.ledger.store";

    @Bean
    @ConditionalOnMissingBean
    Ledger signalboxLedger(ConfigurableEnvironment environment, ObjectProvider<JdbcStore> jdbc) {
        SignalboxProperties properties = new StrictBinding(environment).bind();
        if (properties.ledger().store() == LedgerStore.MEMORY) {
            return new MemoryLedger(properties.ledger().checkedCapacity());
        }
        StoreCheck.requireJdbc(STORE, properties.stores());
        return new JdbcLedger(jdbc.getObject());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    LedgerWriter signalboxLedgerWriter(Ledger ledger, Clockwork clockwork, ConfigurableEnvironment environment) {
        SignalboxProperties.Ledger properties =
                new StrictBinding(environment).bind().ledger();
        LedgerWriter.Threads threads = new LedgerWriter.Threads(
                clockwork.scheduler(), clockwork.executor(), clockwork.instants(), clockwork.nanos());
        return new LedgerWriter(ledger, threads, properties.checkedQueue(), properties.checkedRetention());
    }

    @Bean
    @ConditionalOnMissingBean
    LedgerListener signalboxLedgerListener(LedgerWriter writer, Clockwork clockwork) {
        return new LedgerListener(writer, clockwork.instants());
    }

    /** What becomes of records on their way. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBooleanProperty(name = ObserveConfiguration.METERS, matchIfMissing = true)
    static class Meters {

        @Bean
        MeterBinder signalboxLedgerMeters(LedgerWriter writer) {
            return registry -> {
                Gauge.builder("signalbox.ledger.waiting", writer, LedgerWriter::waiting)
                        .description("Records that wait to be written")
                        .register(registry);
                FunctionCounter.builder("signalbox.ledger.dropped", writer, LedgerWriter::dropped)
                        .description("Records for which there was no room")
                        .register(registry);
                FunctionCounter.builder("signalbox.ledger.failures", writer, LedgerWriter::failures)
                        .description("Batches that the ledger did not take")
                        .register(registry);
            };
        }
    }
}
