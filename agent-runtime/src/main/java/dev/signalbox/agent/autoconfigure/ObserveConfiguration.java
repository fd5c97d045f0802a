package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.observe.AgentMeters;
import dev.signalbox.agent.observe.AgentObservations;
import dev.signalbox.agent.observe.RunObservationConvention;
import dev.signalbox.agent.observe.ToolObservationConvention;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Observations and meters, each where the application has a registry for them. */
@Configuration(proxyBeanMethods = false)
class ObserveConfiguration {

    private static final String OBSERVATIONS = AgentProperties.PREFIX + ".observations.enabled";
    private static final String METERS = AgentProperties.PREFIX + ".observations.meters";

    /** Runs and tools are observed. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    @ConditionalOnBean(ObservationRegistry.class)
    @ConditionalOnBooleanProperty(name = OBSERVATIONS, matchIfMissing = true)
    static class Observations {

        @Bean
        @ConditionalOnMissingBean
        AgentObservations signalboxAgentObservations(
                ObservationRegistry registry,
                JournalStore store,
                ObjectProvider<RunObservationConvention> runConvention,
                ObjectProvider<ToolObservationConvention> toolConvention) {
            return AgentObservations.builder()
                    .registry(registry)
                    .store(store)
                    .runConvention(runConvention.getIfAvailable())
                    .toolConvention(toolConvention.getIfAvailable())
                    .build();
        }

        /** After the parts of the runtime, one of which it wraps. */
        @Bean
        @Order(0)
        AgentRuntimeCustomizer signalboxAgentObserved(AgentObservations observations, RunDispatcher dispatcher) {
            return builder ->
                    builder.dispatcher(observations.observed(dispatcher)).traceParents(observations::started);
        }
    }

    /** Meters are kept. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    @ConditionalOnBooleanProperty(name = METERS, matchIfMissing = true)
    static class Meters {

        @Bean
        @ConditionalOnMissingBean
        AgentMeters signalboxAgentMeters(MeterRegistry registry, JournalStore store) {
            return new AgentMeters(registry, store);
        }
    }
}
