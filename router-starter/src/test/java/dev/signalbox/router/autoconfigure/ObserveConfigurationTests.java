package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.router.Router;
import dev.signalbox.router.observe.AttemptObservationContext;
import dev.signalbox.router.observe.AttemptObservationConvention;
import dev.signalbox.router.observe.DefaultAttemptObservationConvention;
import dev.signalbox.router.observe.RouterMeters;
import dev.signalbox.router.observe.RouterObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Observations and meters are there where their registries are. */
class ObserveConfigurationTests {

    private final ApplicationContextRunner contextRunner =
            Yaml.of("signalbox.models.fast.deployments: [simulated/a]").runner();

    private final TestObservationRegistry observations = TestObservationRegistry.create();

    private static void ask(ChatModel model) {
        model.chat("the prompt nobody may see");
    }

    @Test
    void withoutAnyRegistryThereIsNothing() {
        contextRunner.run(context -> {
            assertThat(context)
                    .hasSingleBean(Router.class)
                    .doesNotHaveBean(RouterObservations.class)
                    .doesNotHaveBean(RouterMeters.class);
            ask(context.getBean(ChatModel.class));
        });
    }

    @Test
    void theLibrariesAreNotNeeded() {
        contextRunner
                .withClassLoader(new FilteredClassLoader("io.micrometer.core", "io.micrometer.observation.transport"))
                .run(context -> {
                    assertThat(context).hasSingleBean(Router.class).doesNotHaveBean(RouterMeters.class);
                    ask(context.getBean(ChatModel.class));
                });
    }

    @Test
    void anObservationRegistryAloneIsEnough() {
        contextRunner
                .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .withBean(ObservationRegistry.class, () -> observations)
                .run(context -> {
                    ask(context.getBean(ChatModel.class));

                    assertThat(context).doesNotHaveBean(RouterMeters.class);
                    TestObservationRegistryAssert.assertThat(observations)
                            .hasNumberOfObservationsEqualTo(2)
                            .hasObservationWithNameEqualTo("signalbox.call")
                            .that()
                            .hasBeenStopped();
                    TestObservationRegistryAssert.assertThat(observations)
                            .hasObservationWithNameEqualTo("signalbox.attempt")
                            .that()
                            .hasBeenStopped()
                            .hasParentObservation()
                            .hasLowCardinalityKeyValue("gen_ai.request.model", "a")
                            .doesNotHaveHighCardinalityKeyValueWithKey("gen_ai.input.messages");
                });
    }

    @Test
    void aMeterRegistryAloneIsEnough() {
        contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            ask(context.getBean(ChatModel.class));

            assertThat(context).doesNotHaveBean(RouterObservations.class);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("signalbox.attempts")
                            .counter()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void bothTogetherMeasureNothingTwice() {
        boot().run(context -> {
            ask(context.getBean(ChatModel.class));

            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(context).hasSingleBean(RouterObservations.class);
            assertThat(meters.get("signalbox.call.duration").timer().count()).isEqualTo(1);
            assertThat(meters.get("gen_ai.client.operation.duration").timer().count())
                    .isEqualTo(1);
            assertThat(meters.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .doesNotContain(
                            "signalbox.call", "signalbox.call.active", "signalbox.attempt", "signalbox.attempt.active");
        });
    }

    /** What Spring Boot brings, in an order that ours must not depend on. */
    private ApplicationContextRunner boot() {
        return contextRunner.withConfiguration(AutoConfigurations.of(
                SimpleMetricsExportAutoConfiguration.class,
                CompositeMeterRegistryAutoConfiguration.class,
                MetricsAutoConfiguration.class,
                ObservationAutoConfiguration.class));
    }

    @Test
    void propertiesSwitchEachOff() {
        boot().withPropertyValues("signalbox.observations.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(RouterObservations.class)
                        .hasSingleBean(RouterMeters.class));
        boot().withPropertyValues("signalbox.observations.meters=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(RouterObservations.class)
                        .doesNotHaveBean(RouterMeters.class));
    }

    @Test
    void contentIsShownWhereThePropertySaysSo() {
        contextRunner
                .withBean(ObservationRegistry.class, () -> observations)
                .withPropertyValues("signalbox.observations.content=true")
                .run(context -> {
                    ask(context.getBean(ChatModel.class));

                    TestObservationRegistryAssert.assertThat(observations)
                            .hasObservationWithNameEqualTo("signalbox.attempt")
                            .that()
                            .hasHighCardinalityKeyValueWithKey("gen_ai.input.messages")
                            .hasHighCardinalityKeyValueWithKey("gen_ai.output.messages");
                });
    }

    @Test
    void aConventionOfTheApplicationTakesThePlaceOfOurs() {
        contextRunner
                .withBean(ObservationRegistry.class, () -> observations)
                .withBean(AttemptObservationConvention.class, () -> new DefaultAttemptObservationConvention() {
                    @Override
                    public String getContextualName(AttemptObservationContext context) {
                        return "ask";
                    }
                })
                .run(context -> {
                    ask(context.getBean(ChatModel.class));

                    TestObservationRegistryAssert.assertThat(observations)
                            .hasObservationWithNameEqualTo("signalbox.attempt")
                            .that()
                            .hasContextualNameEqualTo("ask");
                });
    }
}
