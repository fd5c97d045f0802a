package dev.signalbox.router.observe;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.usage.Cost;
import io.micrometer.common.KeyValues;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes a logical call: how it was decided and what came of it. Attributes of OpenTelemetry's that tell a model call
 * stand at the attempts, so that no backend counts their tokens twice. Those of low cardinality are always there, the
 * others where they are known. Neither holds anything that was said.
 */
public class DefaultCallObservationConvention implements CallObservationConvention {

    @Override
    public String getName() {
        return ObservationNames.CALL;
    }

    @Override
    public String getContextualName(CallObservationContext context) {
        return "route " + context.decision().policy().name();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(CallObservationContext context) {
        Decision decision = context.decision();
        RoutedCall call = context.call();
        return new Attributes()
                .and(ObservationNames.POLICY, decision.policy().name())
                .and(ObservationNames.POLICY_SOURCE, key(decision.selection().source()))
                .and(ObservationNames.REQUEST_STREAM, decision.facts().needs().contains(Capability.STREAMING))
                .and(ObservationNames.OUTCOME, outcome(call))
                .toKeyValues();
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String outcome(@Nullable RoutedCall call) {
        return call == null ? ObservationNames.NONE : Outcome.of(call.failure()).key();
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(CallObservationContext context) {
        Attributes attributes = new Attributes();
        decision(attributes, context.decision());
        facts(attributes, context.decision().facts());
        RoutedCall call = context.call();
        if (call != null) {
            result(attributes, call);
        }
        return attributes.toKeyValues();
    }

    private static void decision(Attributes attributes, Decision decision) {
        attributes
                .and(ObservationNames.DECISION, decision.id())
                .and(ObservationNames.RULE, decision.selection().rule())
                .and(ObservationNames.GUARDS, joined(decision.guards()))
                .and(ObservationNames.CANDIDATES, joined(decision.candidates()))
                .and(ObservationNames.EXCLUSIONS, joined(decision.exclusions()))
                .and(ObservationNames.DEGRADED_BY, decision.degradedBy());
    }

    private static String joined(Collection<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static void facts(Attributes attributes, RequestFacts facts) {
        attributes
                .and(ObservationNames.SERVICE, facts.service())
                .and(ObservationNames.METHOD, facts.method())
                .and(ObservationNames.AGENT, facts.agent())
                .and(ObservationNames.TENANT, facts.tenant())
                .and(ObservationNames.USER, facts.user())
                .and(ObservationNames.CONVERSATION, facts.session());
    }

    private static void result(Attributes attributes, RoutedCall call) {
        Cost cost = call.cost();
        attributes
                .and(ObservationNames.ATTEMPTS, call.attempts().size())
                .and(
                        ObservationNames.DEPLOYMENT,
                        call.answeredBy().map(Deployment::id).orElse(null))
                .and(ObservationNames.ERROR_TYPE, errorType(call))
                .and(ObservationNames.INPUT_TOKENS_OF_CALL, call.usage().input())
                .and(ObservationNames.OUTPUT_TOKENS_OF_CALL, call.usage().output())
                .and(ObservationNames.COST, cost.complete() ? cost.usd().toPlainString() : "unknown");
    }

    private static @Nullable String errorType(RoutedCall call) {
        return Outcome.of(call.failure()) == Outcome.FAILURE && call.failure() != null
                ? call.failure().kind().key()
                : null;
    }
}
