package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.Policy.UnsupportedParameters;
import dev.signalbox.router.policy.Requirement;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A named answer to which models, in what order, under which limits.
 *
 * @param models Models in the order in which they are tried.
 * @param strategy Strategy that orders the deployments of one model.
 * @param acrossModels Whether the strategy orders the deployments of all models together, instead of one model after the
 *     other.
 * @param parameters Parameters of each request that the caller does not set.
 * @param timeout How long a call may take.
 * @param retry How often the last candidate is tried again.
 * @param fallbackOn Failures that lead to the next candidate, but would end the call unless listed here.
 * @param onInvalidOutput What follows an answer that does not meet the JSON schema of the request.
 * @param onBrokenStream What follows when a stream breaks after its first content.
 * @param hedge When a slow call is sent to another candidate as well; never unless given.
 * @param stickySession How long after its last call a session stays with the deployment that answered; not at all unless
 *     given.
 * @param unsupportedParameters What becomes of parameters that a deployment would refuse.
 * @param maxPrice Highest price that a deployment may have.
 * @param require What every deployment must meet.
 * @param shadow Where copies of some calls go; nowhere unless given.
 */
@ConfigurationPropertiesSource
record PolicyProperties(
        @DefaultValue List<String> models,
        @DefaultValue("priority") String strategy,
        boolean acrossModels,
        @DefaultValue Map<String, Object> parameters,
        @DefaultValue Timeout timeout,
        @DefaultValue Retry retry,
        @DefaultValue List<FailureKind> fallbackOn,
        @DefaultValue("pass") InvalidOutput onInvalidOutput,
        @DefaultValue("fail") BrokenStream onBrokenStream,
        @Nullable HedgeProperties hedge,
        @Nullable Duration stickySession,
        @DefaultValue("drop") UnsupportedParameters unsupportedParameters,
        @Nullable PriceCeilingProperties maxPrice,
        @DefaultValue RequireProperties require,
        @Nullable ShadowProperties shadow) {

    Policy policy(String name, KnownNames names) {
        Checks checks = new Checks("signalbox.policies." + name);
        checks.notEmpty("models", models, "as a list of models, for example [strong, small]");
        for (int index = 0; index < models.size(); index++) {
            names.requireModel(checks.property("models[" + index + "]"), models.get(index));
        }
        return Policy.builder()
                .name(name)
                .models(models)
                .strategy(strategy)
                .acrossModels(acrossModels)
                .require(requirement(checks, names))
                .timeouts(timeout.timeouts(checks.property("timeout")))
                .retries(retry.retries(checks.property("retry")))
                .fallbacks(fallbacks(checks))
                .hedge(hedge == null ? null : hedge.hedge(checks.property("hedge")))
                .sticky(checks.positiveOrNull("sticky-session", stickySession))
                .unsupportedParameters(unsupportedParameters)
                .parameters(parameters)
                .shadow(shadow == null ? null : shadow.shadow(checks.property("shadow"), name, names))
                .build();
    }

    private Fallbacks fallbacks(Checks checks) {
        return new Checks(checks.property("fallback-on"))
                .fitting(
                        fallbackOn.stream().map(FailureKind::key).collect(Collectors.joining(", ")),
                        () -> new Fallbacks(Set.copyOf(fallbackOn), onInvalidOutput, onBrokenStream));
    }

    private Requirement requirement(Checks checks, KnownNames names) {
        Requirement requirement = require.requirement(checks.property("require"), names);
        if (maxPrice == null) {
            return requirement;
        }
        return requirement.toBuilder()
                .maxPrice(PriceCeilingProperties.lower(
                        maxPrice.ceiling(checks.property("max-price")), requirement.maxPrice()))
                .build();
    }

    /**
     * How long a call may take; what has no default is unlimited unless given.
     *
     * @param firstToken From the start of an attempt to its first content; streams only.
     * @param idle Longest silence within a stream after its first content.
     * @param total From the start of the call to its end, all attempts and waiting included.
     */
    record Timeout(
            @Nullable Duration firstToken,
            @DefaultValue("2m") Duration idle,
            @Nullable Duration total) {

        Timeouts timeouts(String property) {
            Checks checks = new Checks(property);
            return new Timeouts(
                    checks.positiveOrNull("first-token", firstToken),
                    checks.positive("idle", idle),
                    checks.positiveOrNull("total", total));
        }
    }

    /**
     * How often and after which pause the last candidate of a call is tried again.
     *
     * @param max How many retries; 0 for none.
     * @param backOff Pause before the first retry; doubled for each further one.
     * @param maxBackOff Longest pause between retries.
     * @param maxWait How long a call may wait for the end of a cooldown when nothing else is left.
     */
    record Retry(
            @DefaultValue("2") int max,
            @DefaultValue("500ms") Duration backOff,
            @DefaultValue("5s") Duration maxBackOff,
            @DefaultValue("2s") Duration maxWait) {

        Retries retries(String property) {
            Checks checks = new Checks(property);
            return new Retries(
                    checks.atLeast("max", 0, max),
                    checks.notNegative("back-off", backOff),
                    checks.notNegative("max-back-off", maxBackOff),
                    checks.notNegative("max-wait", maxWait));
        }
    }
}
