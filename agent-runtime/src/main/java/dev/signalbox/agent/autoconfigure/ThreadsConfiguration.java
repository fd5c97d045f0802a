package dev.signalbox.agent.autoconfigure;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Threads, and what they take along: traces, security, locale, if Micrometer's library for that is there. */
@Configuration(proxyBeanMethods = false)
class ThreadsConfiguration {

    /** Makes an executor take the calling thread's context along. */
    @FunctionalInterface
    interface ContextCapture {

        ExecutorService wrap(ExecutorService executor);
    }

    @Bean(destroyMethod = "close")
    AgentThreads signalboxAgentThreads(ObjectProvider<ContextCapture> context) {
        ContextCapture capture = context.getIfAvailable(() -> executor -> executor);
        return new AgentThreads(capture::wrap);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ContextSnapshotFactory.class)
    static class Propagation {

        @Bean
        ContextCapture signalboxAgentContextCapture() {
            ContextSnapshotFactory snapshots =
                    ContextSnapshotFactory.builder().clearMissing(true).build();
            return executor -> ContextExecutorService.wrap(executor, snapshots::captureAll);
        }
    }
}
