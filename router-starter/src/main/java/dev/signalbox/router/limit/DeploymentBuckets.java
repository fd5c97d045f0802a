package dev.signalbox.router.limit;

import dev.signalbox.router.model.Limits;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests and the tokens of one deployment. Bucket4j takes equally much from all bandwidths of one bucket, so these
 * are two; one lock, held for some arithmetic only, makes taking from both one step.
 */
final class DeploymentBuckets {

    private final @Nullable MinuteBucket requests;
    private final @Nullable MinuteBucket tokens;

    DeploymentBuckets(Limits limits, LongSupplier nanos) {
        Integer requestsPerMinute = limits.requestsPerMinute();
        Long tokensPerMinute = limits.tokensPerMinute();
        this.requests = requestsPerMinute == null ? null : new MinuteBucket(requestsPerMinute, nanos);
        this.tokens = tokensPerMinute == null ? null : new MinuteBucket(tokensPerMinute, nanos);
    }

    synchronized long nanosUntilFree(long estimated) {
        long untilRequest = requests == null ? 0 : requests.nanosUntil(1);
        long untilTokens = tokens == null ? 0 : tokens.nanosUntil(atLeastOne(estimated));
        return Math.max(untilRequest, untilTokens);
    }

    synchronized long tryTake(long estimated) {
        long wait = nanosUntilFree(estimated);
        if (wait == 0) {
            take(requests, 1);
            take(tokens, atLeastOne(estimated));
        }
        return wait;
    }

    private static void take(@Nullable MinuteBucket bucket, long amount) {
        if (bucket != null) {
            bucket.add(-bucket.atMostAll(amount));
        }
    }

    synchronized void settle(long estimated, long used) {
        if (tokens != null) {
            tokens.add(tokens.atMostAll(atLeastOne(estimated)) - tokens.atMostAll(Math.max(0, used)));
        }
    }

    synchronized void giveBack(long estimated) {
        if (requests != null) {
            requests.add(1);
        }
        settle(estimated, 0);
    }

    /** A request that asked for nothing would get past a debt. */
    private static long atLeastOne(long estimated) {
        return Math.max(1, estimated);
    }
}
