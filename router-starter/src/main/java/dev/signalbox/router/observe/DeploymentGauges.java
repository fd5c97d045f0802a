package dev.signalbox.router.observe;

import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import lombok.RequiredArgsConstructor;

/** What deployments are doing now, each from its first event on. */
@RequiredArgsConstructor
final class DeploymentGauges {

    private final MeterRegistry registry;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    State of(Deployment deployment) {
        return states.computeIfAbsent(deployment.id(), id -> register(deployment));
    }

    /** Nothing is disabled any more, and what is gone does not cool. */
    void reloaded(Catalogue catalogue) {
        states.forEach((id, state) -> {
            state.disabled = false;
            if (catalogue.deployment(id).isEmpty()) {
                state.recovered();
            }
        });
    }

    private State register(Deployment deployment) {
        State state = new State(registry.config().clock());
        Tags tags = Tags.of(
                ObservationNames.DEPLOYMENT, deployment.id(),
                ObservationNames.PROVIDER, ProviderNames.of(deployment.provider()));
        gauge(ObservationNames.ATTEMPTS_ACTIVE, "Attempts under way", tags, state, State::active);
        gauge(ObservationNames.COOLING, "Whether it is cooling down: 1 or 0", tags, state, State::isCooling);
        gauge(
                ObservationNames.DISABLED,
                "Whether it is out because its provider does not know the model: 1 or 0",
                tags,
                state,
                State::isDisabled);
        return state;
    }

    private void gauge(String name, String description, Tags tags, State state, ToDoubleFunction<State> value) {
        Gauge.builder(name, state, value).description(description).tags(tags).register(registry);
    }

    /** What one deployment is doing. */
    @RequiredArgsConstructor
    static final class State {

        private static final long NEVER = Long.MIN_VALUE;

        private final Clock clock;
        private final LongAdder active = new LongAdder();
        private final AtomicLong coolingUntil = new AtomicLong(NEVER);
        private volatile boolean disabled;

        void started() {
            active.increment();
        }

        /** What answers is not disabled any more, whoever let it in again. */
        void ended(boolean answered) {
            active.decrement();
            if (answered) {
                disabled = false;
            }
        }

        /** Of two cooldowns the later end counts. */
        void cooling(Duration length) {
            long until = clock.monotonicTime() + length.toNanos();
            coolingUntil.updateAndGet(known -> known != NEVER && known - until > 0 ? known : until);
        }

        void recovered() {
            coolingUntil.set(NEVER);
        }

        void disabled() {
            disabled = true;
        }

        private double active() {
            return active.doubleValue();
        }

        private double isCooling() {
            long until = coolingUntil.get();
            return until != NEVER && until - clock.monotonicTime() > 0 ? 1 : 0;
        }

        private double isDisabled() {
            return disabled ? 1 : 0;
        }
    }
}
