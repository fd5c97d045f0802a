package dev.signalbox.router.limit;

import dev.signalbox.router.model.Limits;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

    /** What {@link #write} wrote for the same limits. */
    static AccountBuckets read(Limits limits, DataInput from) throws IOException {
        return new AccountBuckets(read(limits.requestsPerMinute(), from), read(limits.tokensPerMinute(), from));
    }

    private static @Nullable MinuteBucket read(@Nullable Number perMinute, DataInput from) throws IOException {
        return perMinute == null ? null : MinuteBucket.read(perMinute.longValue(), from);
    }

    void write(DataOutput to) throws IOException {
        if (requests != null) {
            requests.write(to);
        }
        if (tokens != null) {
            tokens.write(to);
        }
    }

    /** How long until they are as good as new; 0 if they are. */
    long nanosUntilFull(long now) {
        return Math.max(
                requests == null ? 0 : requests.nanosUntilFull(now), tokens == null ? 0 : tokens.nanosUntilFull(now));
    }

    long nanosUntilFree(long estimated, long now) {
        return Math.max(nanosUntilRequest(now), nanosUntilTokens(estimated, now));
    }

    /** How long until there is room for a request, whatever its tokens. */
    long nanosUntilRequest(long now) {
        return requests == null ? 0 : requests.nanosUntil(1, now);
    }

    /** How long until there is room for so many tokens. */
    long nanosUntilTokens(long estimated, long now) {
        return tokens == null ? 0 : tokens.nanosUntil(atLeastOne(estimated), now);
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

    /** A request was let through that nothing was taken for. */
    void owe(long used, long now) {
        take(requests, 1, now);
        take(tokens, Math.max(0, used), now);
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
