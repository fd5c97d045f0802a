package dev.signalbox.router.limit;

import dev.signalbox.router.model.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The requests and the tokens of one account. Bucket4j takes equally much from all bandwidths of one bucket, so these are
 * two; who owns them makes taking from both one step.
 */
final class AccountBuckets {

    private final @Nullable MinuteBucket requests;
    private final @Nullable MinuteBucket tokens;

    private AccountBuckets(@Nullable MinuteBucket requests, @Nullable MinuteBucket tokens) {
        this.requests = requests;
        this.tokens = tokens;
    }

    /** Of which nothing has been taken. */
    static AccountBuckets full(Limits limits, long now) {
        return new AccountBuckets(full(limits.requestsPerMinute(), now), full(limits.tokensPerMinute(), now));
    }

    private static @Nullable MinuteBucket full(@Nullable Number perMinute, long now) {
        return perMinute == null ? null : MinuteBucket.full(perMinute.longValue(), now);
    }

    /** Whether they are as good as new. */
    boolean areFull(long now) {
        return (requests == null || requests.isFull(now)) && (tokens == null || tokens.isFull(now));
    }

    long nanosUntilFree(long estimated, long now) {
        long untilRequest = requests == null ? 0 : requests.nanosUntil(1, now);
        long untilTokens = tokens == null ? 0 : tokens.nanosUntil(atLeastOne(estimated), now);
        return Math.max(untilRequest, untilTokens);
    }

    long tryTake(long estimated, long now) {
        long wait = nanosUntilFree(estimated, now);
        if (wait == 0) {
            take(requests, 1, now);
            take(tokens, atLeastOne(estimated), now);
        }
        return wait;
    }

    private static void take(@Nullable MinuteBucket bucket, long amount, long now) {
        if (bucket != null) {
            bucket.add(-bucket.atMostAll(amount), now);
        }
    }

    void settle(long estimated, long used, long now) {
        if (tokens != null) {
            tokens.add(tokens.atMostAll(atLeastOne(estimated)) - tokens.atMostAll(Math.max(0, used)), now);
        }
    }

    void giveBack(long estimated, long now) {
        if (requests != null) {
            requests.add(1, now);
        }
        settle(estimated, 0, now);
    }

    /** A request that asked for nothing would get past a debt. */
    private static long atLeastOne(long estimated) {
        return Math.max(1, estimated);
    }
}
