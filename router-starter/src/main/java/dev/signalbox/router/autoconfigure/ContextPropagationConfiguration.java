package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.Clockwork;
import io.micrometer.context.ContextSnapshotFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Takes the caller's context (trace, security, locale) along to other threads, if Micrometer's library is there. What the
 * caller's thread does not have is taken away from the other while it works for that caller.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ContextSnapshotFactory.class)
class ContextPropagationConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clockwork.ContextCapture signalboxContextCapture() {
        ContextSnapshotFactory snapshots =
                ContextSnapshotFactory.builder().clearMissing(true).build();
        return () -> snapshots.captureAll()::wrap;
    }
}
