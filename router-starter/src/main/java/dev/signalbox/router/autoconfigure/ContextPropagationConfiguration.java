package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.Clockwork;
import io.micrometer.context.ContextSnapshotFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes the caller's context (trace, security, locale) along to other threads, if Micrometer's library is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ContextSnapshotFactory.class)
class ContextPropagationConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clockwork.ContextCapture signalboxContextCapture() {
        ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
        return () -> snapshots.captureAll()::wrap;
    }
}
