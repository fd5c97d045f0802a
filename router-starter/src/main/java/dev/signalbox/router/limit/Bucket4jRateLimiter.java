package dev.signalbox.router.limit;

import dev.signalbox.router.model.Limits;
import dev.signalbox.router.resilience.RateLimiter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Limits by token buckets in this process; needs {@code com.bucket4j:bucket4j_jdk17-core}. */
@RequiredArgsConstructor
public final class Bucket4jRateLimiter implements RateLimiter {

    private final Map<Key, DeploymentBuckets> buckets = new ConcurrentHashMap<>();
    /** A monotonic clock, in nanoseconds. */
    private final LongSupplier nanos;

    /** What buckets belong to; the concurrency has none. */
    private record Key(
            String deploymentId,
            @Nullable Integer requestsPerMinute,
            @Nullable Long tokensPerMinute) {}

    @Override
    public long tryAcquire(String deploymentId, Limits limits, long tokens) {
        return limits.perMinute() ? buckets(deploymentId, limits).tryTake(tokens) : 0;
    }

    @Override
    public long nanosUntilFree(String deploymentId, Limits limits, long tokens) {
        return limits.perMinute() ? buckets(deploymentId, limits).nanosUntilFree(tokens) : 0;
    }

    @Override
    public void settle(String deploymentId, Limits limits, long estimated, long used) {
        if (limits.tokensPerMinute() != null) {
            buckets(deploymentId, limits).settle(estimated, used);
        }
    }

    @Override
    public void giveBack(String deploymentId, Limits limits, long tokens) {
        if (limits.perMinute()) {
            buckets(deploymentId, limits).giveBack(tokens);
        }
    }

    private DeploymentBuckets buckets(String deploymentId, Limits limits) {
        return buckets.computeIfAbsent(
                new Key(deploymentId, limits.requestsPerMinute(), limits.tokensPerMinute()),
                key -> new DeploymentBuckets(limits, nanos));
    }
}
