package dev.signalbox.router.observe;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Usage;
import io.micrometer.common.KeyValues;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Describes an attempt as OpenTelemetry describes the client of a model, and adds what the router knows. Attributes of low
 * cardinality are always there, the others where they are known. Neither holds anything that was said.
 */
public class DefaultAttemptObservationConvention implements AttemptObservationConvention {

    @Override
    public String getName() {
        return ObservationNames.ATTEMPT;
    }

    @Override
    public String getContextualName(AttemptObservationContext context) {
        Deployment deployment = context.candidate().deployment();
        return ObservationNames.operation(deployment) + " " + deployment.modelId();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(AttemptObservationContext context) {
        Deployment deployment = context.candidate().deployment();
        return new Attributes()
                .and(ObservationNames.OPERATION, ObservationNames.operation(deployment))
                .and(ObservationNames.PROVIDER, ProviderNames.of(deployment.provider()))
                .and(ObservationNames.REQUEST_MODEL, deployment.modelId())
                .and(ObservationNames.REQUEST_STREAM, streams(context))
                .and(ObservationNames.POLICY, context.decision().policy().name())
                .and(ObservationNames.MODEL, context.candidate().model().name())
                .and(ObservationNames.DEPLOYMENT, deployment.id())
                .and(ObservationNames.ATTEMPT_KIND, context.attemptKind().name().toLowerCase(Locale.ROOT))
                .and(ObservationNames.OUTCOME, outcome(context.attempt()))
                .toKeyValues();
    }

    private static boolean streams(AttemptObservationContext context) {
        return context.decision().facts().needs().contains(Capability.STREAMING);
    }

    private static String outcome(@Nullable Attempt attempt) {
        return attempt == null
                ? ObservationNames.NONE
                : Outcome.of(attempt.failure()).key();
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(AttemptObservationContext context) {
        Attributes attributes = new Attributes()
                .and(ObservationNames.ATTEMPT_NUMBER, context.number())
                .and(ObservationNames.CONVERSATION, context.decision().facts().session());
        request(attributes, context.request().parameters());
        ChatResponse response = context.response();
        if (response != null) {
            response(attributes, response);
        }
        Attempt attempt = context.attempt();
        if (attempt != null) {
            result(attributes, attempt);
        }
        return attributes.toKeyValues();
    }

    private static void request(Attributes attributes, ChatRequestParameters parameters) {
        ResponseFormat format = parameters.responseFormat();
        attributes
                .and(
                        ObservationNames.OUTPUT_TYPE,
                        format != null && format.type() == ResponseFormatType.JSON ? "json" : null)
                .and(ObservationNames.REQUEST_MAX_TOKENS, parameters.maxOutputTokens())
                .and(ObservationNames.REQUEST_TEMPERATURE, parameters.temperature())
                .and(ObservationNames.REQUEST_TOP_P, parameters.topP())
                .and(ObservationNames.REQUEST_TOP_K, parameters.topK())
                .and(ObservationNames.REQUEST_FREQUENCY_PENALTY, parameters.frequencyPenalty())
                .and(ObservationNames.REQUEST_PRESENCE_PENALTY, parameters.presencePenalty());
    }

    private static void response(Attributes attributes, ChatResponse response) {
        attributes
                .and(ObservationNames.RESPONSE_ID, response.id())
                .and(ObservationNames.RESPONSE_MODEL, response.modelName())
                .and(ObservationNames.FINISH_REASONS, FinishReasons.json(response.finishReason()));
    }

    private static void result(Attributes attributes, Attempt attempt) {
        usage(attributes, attempt.usage());
        Cost cost = attempt.cost();
        InetSocketAddress server = attempt.server();
        attributes
                .and(ObservationNames.COST, cost.complete() ? cost.usd().toPlainString() : "unknown")
                .and(ObservationNames.FIRST_CHUNK, seconds(attempt.firstContent()))
                .and(ObservationNames.SERVER_ADDRESS, server == null ? null : server.getHostString())
                .and(ObservationNames.SERVER_PORT, server == null ? null : server.getPort());
        Failure failure = attempt.failure();
        if (failure != null) {
            attributes
                    .and(ObservationNames.HTTP_STATUS, failure.status())
                    .and(
                            ObservationNames.ERROR_TYPE,
                            Outcome.of(failure) == Outcome.FAILURE
                                    ? failure.kind().key()
                                    : null);
        }
    }

    /** What was turned down before any work used nothing. */
    private static void usage(Attributes attributes, Usage usage) {
        if (usage.total() > 0) {
            attributes
                    .and(ObservationNames.INPUT_TOKENS, usage.input())
                    .and(ObservationNames.OUTPUT_TOKENS, usage.output())
                    .and(ObservationNames.CACHED_TOKENS, usage.cachedInput() == 0 ? null : usage.cachedInput())
                    .and(ObservationNames.REASONING_TOKENS, usage.reasoning() == 0 ? null : usage.reasoning())
                    .and(ObservationNames.ESTIMATED, usage.estimated());
        }
    }

    private static @Nullable String seconds(@Nullable Duration duration) {
        return duration == null
                ? null
                : BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
    }
}
