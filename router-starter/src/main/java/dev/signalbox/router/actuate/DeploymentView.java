package dev.signalbox.router.actuate;

import dev.signalbox.router.execution.DeploymentStatus;
import dev.signalbox.router.execution.Latency;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Exclusion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, as the endpoint shows it.
 *
 * @param id its id
 * @param models the names of the models that it stands for
 * @param price in USD per million tokens, input and output, {@code null} if unknown
 * @param capabilities what it can do beyond text
 * @param state {@code free}, {@code probe}, {@code cooling}, {@code disabled}, {@code drained} or {@code unusable}
 * @param cause what it is left out for, {@code null} if it is not
 * @param cooldownMillis how long it is still left out, {@code null} if it does not cool down
 * @param inFlight how many attempts are under way
 * @param timeToFirstToken of the streams of the last five minutes
 * @param timeToAnswer of the answers of the last five minutes that came whole
 * @param attempts how many there were since the start
 * @param failures how many of them failed, by kind
 * @param inputTokens of all attempts since the start
 * @param cachedInputTokens those of the input that the provider read from its cache
 * @param outputTokens of all attempts since the start
 * @param costUsd the known cost of all attempts since the start
 * @param costComplete whether that is all; what has no known price is not in it
 */
record DeploymentView(
        String id,
        List<String> models,
        @Nullable String price,
        List<String> capabilities,
        String state,
        @Nullable String cause,
        @Nullable Long cooldownMillis,
        int inFlight,
        Times timeToFirstToken,
        Times timeToAnswer,
        long attempts,
        Map<String, Long> failures,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        BigDecimal costUsd,
        boolean costComplete) {

    /** Percentiles, in milliseconds and tokens per second; unknown below five answers. */
    record Times(
            @Nullable Long medianMillis,
            @Nullable Long p95Millis,
            @Nullable Long p99Millis,
            @Nullable Double tokensPerSecond) {

        static Times of(Latency latency) {
            return new Times(
                    millis(latency.median()), millis(latency.p95()), millis(latency.p99()), latency.tokensPerSecond());
        }
    }

    static DeploymentView of(DeploymentStatus status, List<String> models, DeploymentTotals totals) {
        Deployment deployment = status.deployment();
        Exclusion unusable = status.unusable();
        return new DeploymentView(
                deployment.id(),
                models,
                deployment.price() == null ? null : deployment.price().toString(),
                deployment.capabilities().stream().sorted().map(Capability::key).toList(),
                state(status),
                unusable == null ? cause(status) : unusable.reason() + ": " + unusable.detail(),
                millis(status.cooldown()),
                status.inFlight(),
                Times.of(status.streamed()),
                Times.of(status.whole()),
                totals.attempts(),
                totals.failures(),
                totals.usage().input(),
                totals.usage().cachedInput(),
                totals.usage().output(),
                Usd.of(totals.cost()),
                totals.cost().complete());
    }

    static String state(DeploymentStatus status) {
        return status.unusable() == null ? status.state().name().toLowerCase(Locale.ROOT) : "unusable";
    }

    private static @Nullable String cause(DeploymentStatus status) {
        return status.cause() == null ? null : status.cause().toString();
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
