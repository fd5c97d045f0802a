package dev.signalbox.router.limit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of accounts that have nothing left, so that it need not ask the store in vain. Remembers at most
 * {@value #MAX}; of others the store is asked.
 */
final class KnownWaits {

    private static final int MAX = 10_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Map<AccountKey, Wait> waits = new ConcurrentHashMap<>();

    /**
     * Until when nothing is let through.
     *
     * @param request until when there is no room for a request
     * @param tokens how many tokens were asked for
     * @param free until when there is no room for those
     */
    record Wait(long request, long tokens, long free) {

        static Wait of(AccountBuckets buckets, long tokens, long storeNow, long now) {
            return new Wait(
                    now + buckets.nanosUntilRequest(storeNow),
                    tokens,
                    now + buckets.nanosUntilTokens(tokens, storeNow));
        }

        long rest(long now) {
            return Math.max(0, Math.max(request - now, free - now));
        }

        /** For so many tokens: more of them take longer, and of fewer nothing is known. */
        long rest(long asked, @Nullable Long tokensPerMinute, long now) {
            long ofTokens = asked < tokens ? 0 : free - now;
            if (ofTokens > 0 && tokensPerMinute != null) {
                long more = Math.min(asked, tokensPerMinute) - Math.min(tokens, tokensPerMinute);
                ofTokens += (long) ((double) more / tokensPerMinute * MINUTE);
            }
            return Math.max(0, Math.max(request - now, ofTokens));
        }
    }

    /** Puts this in the place of what was known. */
    void note(AccountKey key, Wait wait, long now) {
        if (wait.rest(now) == 0) {
            waits.remove(key);
            return;
        }
        if (waits.size() >= MAX) {
            waits.values().removeIf(known -> known.rest(now) == 0);
        }
        if (waits.size() < MAX || waits.containsKey(key)) {
            waits.put(key, wait);
        }
    }

    /** How long so many tokens will have to wait; 0 if nothing is known. */
    long nanos(AccountKey key, long tokens, long now) {
        Wait known = waits.get(key);
        if (known == null) {
            return 0;
        }
        if (known.rest(now) == 0) {
            waits.remove(key, known);
        }
        return known.rest(tokens, key.tokensPerMinute(), now);
    }
}
