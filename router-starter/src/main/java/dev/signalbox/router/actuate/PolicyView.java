package dev.signalbox.router.actuate;

import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A policy, as the endpoint shows it.
 *
 * @param name its name
 * @param models the names of its models, in order
 * @param strategy the strategy that orders deployments
 * @param acrossModels whether it orders those of all models together
 * @param firstTokenTimeout in milliseconds, {@code null} if unlimited, like the other two
 * @param idleTimeout in milliseconds
 * @param totalTimeout in milliseconds
 * @param retries how often the last candidate is tried again
 * @param fallbackOn failures that lead to the next candidate besides those that always do
 * @param onBrokenStream what follows when a stream breaks
 * @param hedged whether slow calls are sent to another candidate as well
 * @param open the deployments that a call could go to now, if no guard and no need were in its way
 */
record PolicyView(
        String name,
        List<String> models,
        String strategy,
        boolean acrossModels,
        @Nullable Long firstTokenTimeout,
        @Nullable Long idleTimeout,
        @Nullable Long totalTimeout,
        int retries,
        List<String> fallbackOn,
        String onBrokenStream,
        boolean hedged,
        List<String> open) {

    static PolicyView of(Policy policy, List<String> open) {
        return new PolicyView(
                policy.name(),
                policy.models(),
                policy.strategy(),
                policy.acrossModels(),
                millis(policy.timeouts().firstToken()),
                millis(policy.timeouts().idle()),
                millis(policy.timeouts().total()),
                policy.retries().max(),
                policy.fallbacks().on().stream().map(FailureKind::key).sorted().toList(),
                policy.fallbacks().brokenStream().name().toLowerCase(Locale.ROOT),
                policy.hedge() != null,
                open);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
