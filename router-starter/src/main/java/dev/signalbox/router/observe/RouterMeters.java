package dev.signalbox.router.observe;

import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.resilience.Cooldown;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.usage.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps meters of calls, attempts, tokens, cost, cooldowns and budgets. Tags have few values: names from the configuration and
 * kinds, never a tenant, a user or a session. Those of one meter are always the same; what has no value is {@code none}.
 */
public final class RouterMeters implements RouterListener {

    private final MeterProvider<Timer> calls;
    private final MeterProvider<Timer> durations;
    private final MeterProvider<Timer> firstChunks;
    private final MeterProvider<DistributionSummary> tokens;
    private final MeterProvider<Counter> cachedTokens;
    private final MeterProvider<Counter> reasoningTokens;
    private final MeterProvider<Counter> attempts;
    private final MeterProvider<Counter> cost;
    private final MeterProvider<Counter> unknownCost;
    private final MeterProvider<Counter> cooldowns;
    private final MeterProvider<Counter> limited;
    private final DeploymentGauges gauges;
    private final ShadowMeters shadows;
    private final BudgetMeters budgets;

    /** Keeps the meters of one router in this registry. */
    public RouterMeters(MeterRegistry registry) {
        calls = timer(ObservationNames.CALL_DURATION, "Time from a call to its end")
                .withRegistry(registry);
        durations = timer(ObservationNames.OPERATION_DURATION, "Time from the start of an attempt to its end")
                .withRegistry(registry);
        firstChunks = timer(
                        ObservationNames.TIME_TO_FIRST_CHUNK,
                        "Time from the start of a streamed attempt to its first content")
                .withRegistry(registry);
        tokens = DistributionSummary.builder(ObservationNames.TOKEN_USAGE)
                .description("Tokens that an attempt used")
                .serviceLevelObjectives(Buckets.TOKENS)
                .withRegistry(registry);
        cachedTokens = counter(ObservationNames.CACHED_TOKENS_TOTAL, "Input tokens that providers read from a cache")
                .withRegistry(registry);
        reasoningTokens = counter(ObservationNames.REASONING_TOKENS_TOTAL, "Output tokens spent on reasoning")
                .withRegistry(registry);
        attempts =
                counter(ObservationNames.ATTEMPTS, "Attempts that have ended").withRegistry(registry);
        cost = counter(ObservationNames.COST, "Cost of attempts, as far as prices are known")
                .baseUnit("usd")
                .withRegistry(registry);
        unknownCost = counter(ObservationNames.COST_UNKNOWN, "Attempts that used something without a known price")
                .withRegistry(registry);
        cooldowns = counter(ObservationNames.COOLDOWNS, "Cooldowns that have started")
                .withRegistry(registry);
        limited = counter(ObservationNames.RATE_LIMIT_REFUSED, "Calls that a rate limit has refused")
                .withRegistry(registry);
        gauges = new DeploymentGauges(registry);
        shadows = new ShadowMeters(registry);
        budgets = new BudgetMeters(registry);
    }

    private static Timer.Builder timer(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(Buckets.DURATIONS);
    }

    private static Counter.Builder counter(String name, String description) {
        return Counter.builder(name).description(description);
    }

    @Override
    public void on(RouterEvent event) {
        if (event instanceof RouterEvent.AttemptStarted started) {
            gauges.of(started.deployment()).started();
        } else if (event instanceof RouterEvent.AttemptEnded ended) {
            gauges.of(ended.attempt().deployment()).ended(ended.attempt().succeeded());
            ended(ended.decision(), ended.attempt());
        } else if (event instanceof RouterEvent.CallEnded ended) {
            ended(ended.call());
        } else if (event instanceof RouterEvent.CallLimited refused) {
            limited.withTag(
                            ObservationNames.RATE_LIMIT,
                            refused.refusal().limit().name())
                    .increment();
        } else if (event instanceof RouterEvent.CooldownStarted started) {
            cooling(started.deployment(), started.cooldown());
        } else if (event instanceof RouterEvent.CooldownEnded ended) {
            gauges.of(ended.deployment()).recovered();
        } else if (event instanceof RouterEvent.DeploymentDisabled disabled) {
            gauges.of(disabled.deployment()).disabled();
        } else if (event instanceof RouterEvent.ShadowEnded ended) {
            shadows.ended(ended);
        } else if (event instanceof RouterEvent.ShadowDropped dropped) {
            shadows.dropped(dropped);
        } else if (event instanceof RouterEvent.ConfigurationReloaded reloaded) {
            gauges.reloaded(reloaded.catalogue());
        } else {
            budgets.on(event);
        }
    }

    private void ended(RoutedCall call) {
        Decision decision = call.decision();
        Tags tags = Tags.of(
                ObservationNames.POLICY,
                decision.policy().name(),
                ObservationNames.MODEL,
                answeringModel(call),
                ObservationNames.OUTCOME,
                Outcome.of(call.failure()).key(),
                ObservationNames.ERROR_TYPE,
                errorType(call.failure()));
        calls.withTags(tags).record(call.duration());
    }

    private static String answeringModel(RoutedCall call) {
        return call.attempts().stream()
                .filter(Attempt::succeeded)
                .map(Attempt::model)
                .findFirst()
                .orElse(ObservationNames.NONE);
    }

    private void ended(Decision decision, Attempt attempt) {
        Deployment deployment = attempt.deployment();
        Tags routed = Tags.of(
                ObservationNames.POLICY, decision.policy().name(),
                ObservationNames.MODEL, attempt.model(),
                ObservationNames.DEPLOYMENT, deployment.id(),
                ObservationNames.PROVIDER, ProviderNames.of(deployment.provider()));
        Tags operation = routed.and(
                ObservationNames.OPERATION,
                ObservationNames.operation(deployment),
                ObservationNames.REQUEST_MODEL,
                deployment.modelId());
        String errorType = errorType(attempt.failure());

        durations
                .withTags(operation.and(ObservationNames.ERROR_TYPE, errorType))
                .record(attempt.duration());
        Duration first = attempt.firstContent();
        if (first != null) {
            firstChunks.withTags(operation).record(first);
        }
        attempts.withTags(routed.and(
                        ObservationNames.ATTEMPT_KIND,
                        attempt.kind().name().toLowerCase(Locale.ROOT),
                        ObservationNames.OUTCOME,
                        Outcome.of(attempt.failure()).key(),
                        ObservationNames.ERROR_TYPE,
                        errorType))
                .increment();
        used(attempt, routed, operation);
    }

    /** Without the counter for what is unknown, a price that is missing would look like a call that costs nothing. */
    private void used(Attempt attempt, Tags routed, Tags operation) {
        Usage usage = attempt.usage();
        if (usage.total() > 0) {
            Tags counted = operation.and(ObservationNames.ESTIMATED, String.valueOf(usage.estimated()));
            tokens.withTags(counted.and(ObservationNames.TOKEN_TYPE, "input")).record(usage.input());
            tokens.withTags(counted.and(ObservationNames.TOKEN_TYPE, "output")).record(usage.output());
            cachedTokens.withTags(routed).increment(usage.cachedInput());
            reasoningTokens.withTags(routed).increment(usage.reasoning());
        }
        cost.withTags(routed).increment(attempt.cost().usd().doubleValue());
        if (!attempt.cost().complete()) {
            unknownCost.withTags(routed).increment();
        }
    }

    private void cooling(Deployment deployment, Cooldown cooldown) {
        gauges.of(deployment).cooling(cooldown.length());
        cooldowns
                .withTags(
                        ObservationNames.DEPLOYMENT, deployment.id(),
                        ObservationNames.PROVIDER, ProviderNames.of(deployment.provider()),
                        ObservationNames.COOLDOWN_CAUSE, cooldown.cause().key())
                .increment();
    }

    /** The kind of failure; being cancelled is none. */
    private static String errorType(@Nullable Failure failure) {
        return failure == null || Outcome.of(failure) == Outcome.CANCELLED
                ? ObservationNames.NONE
                : failure.kind().key();
    }
}
