package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.observe.AttemptObservationConvention;
import dev.signalbox.router.observe.CallObservationConvention;
import dev.signalbox.router.observe.ObservationNames;
import dev.signalbox.router.observe.RouterMeters;
import dev.signalbox.router.observe.RouterObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Observations and meters, each where the application has a registry for them. */
@Configuration(proxyBeanMethods = false)
class ObserveConfiguration {

    static final String OBSERVATIONS = "signalbox.observations.enabled";
    static final String CONTENT = "signalbox.observations.content";
    static final String HEADERS = "signalbox.observations.headers";
    static final String METERS = "signalbox.observations.meters";

    /** Calls and attempts are observed. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    @ConditionalOnBean(ObservationRegistry.class)
    @ConditionalOnBooleanProperty(name = OBSERVATIONS, matchIfMissing = true)
    static class Observations {

        @Bean
        @ConditionalOnMissingBean
        RouterObservations signalboxObservations(
                ObservationRegistry registry,
                ObjectProvider<CallObservationConvention> callConvention,
                ObjectProvider<AttemptObservationConvention> attemptConvention,
                Environment environment) {
            return new RouterObservations(
                    registry,
                    callConvention.getIfAvailable(),
                    attemptConvention.getIfAvailable(),
                    new RouterObservations.Settings(
                            environment.getProperty(CONTENT, Boolean.class, false),
                            environment.getProperty(HEADERS, Boolean.class, true)));
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
        RouterMeters signalboxMeters(MeterRegistry registry) {
            return new RouterMeters(registry);
        }

        /** Leaves out the timers that Micrometer makes of observations: they would measure the same once more. */
        @Bean
        static MeterFilter signalboxTimersOfObservations() {
            return MeterFilter.deny(
                    id -> isOf(ObservationNames.CALL, id.getName()) || isOf(ObservationNames.ATTEMPT, id.getName()));
        }

        private static boolean isOf(String observation, String meter) {
            return meter.equals(observation) || meter.equals(observation + ".active");
        }
    }
}
