package dev.signalbox.router.observe;

import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Meters of shadows, which count in none of the others. Their policy is that of the call that was copied. */
final class ShadowMeters {

    private static final String DROPPED = "dropped";

    private final MeterProvider<Counter> shadows;
    private final MeterProvider<Counter> cost;

    ShadowMeters(MeterRegistry registry) {
        shadows = Counter.builder(ObservationNames.SHADOWS)
                .description("Copies of calls that were sent to another model, or dropped")
                .withRegistry(registry);
        cost = Counter.builder(ObservationNames.SHADOW_COST)
                .description("Cost of copies of calls, as far as prices are known")
                .baseUnit("usd")
                .withRegistry(registry);
    }

    void ended(RouterEvent.ShadowEnded ended) {
        RoutedCall shadow = ended.shadow();
        Tags routed = tags(
                ended.original(),
                shadow.attempts().stream()
                        .map(Attempt::deployment)
                        .findFirst()
                        .map(deployment -> deployment.id())
                        .orElse(ObservationNames.NONE));
        shadows.withTags(routed.and(
                        ObservationNames.OUTCOME, Outcome.of(shadow.failure()).key()))
                .increment();
        cost.withTags(routed).increment(shadow.cost().usd().doubleValue());
    }

    void dropped(RouterEvent.ShadowDropped dropped) {
        shadows.withTags(tags(dropped.original(), ObservationNames.NONE).and(ObservationNames.OUTCOME, DROPPED))
                .increment();
    }

    private static Tags tags(RoutedCall original, String deployment) {
        return Tags.of(
                ObservationNames.POLICY, original.decision().policy().name(), ObservationNames.DEPLOYMENT, deployment);
    }
}
