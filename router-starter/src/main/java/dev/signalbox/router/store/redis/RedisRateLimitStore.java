package dev.signalbox.router.store.redis;

import dev.signalbox.router.resilience.RateLimitStore;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts of rate limits below the key {@code signalbox:rate-limits}, one string each, which expires by itself. An update
 * reads and then writes if nobody else has, else it reads again; threads of one node take turns, so that they do not get in
 * each other's way. Time is that of Redis.
 */
public final class RedisRateLimitStore implements RateLimitStore {

    private static final String ROOT = "signalbox:rate-limits:";
    private static final int STRIPES = 64;
    private static final int TRIES = 1_000;

    private static final Script READ = Script.of("read-rate-limit");
    private static final Script WRITE = Script.of("write-rate-limit");

    private final List<Object> turns =
            IntStream.range(0, STRIPES).mapToObj(stripe -> new Object()).toList();
    private final RedisStore store;

    /** Uses that Redis. */
    public RedisRateLimitStore(RedisStore store) {
        this.store = store;
    }

    @Override
    public void update(String account, Change change) {
        String key = ROOT + account;
        synchronized (turns.get(Math.floorMod(account.hashCode(), STRIPES))) {
            for (int tries = 0; tries < TRIES; tries++) {
                if (tryUpdate(key, change)) {
                    return;
                }
            }
        }
        throw new IllegalStateException("Others were faster " + TRIES + " times.");
    }

    private boolean tryUpdate(String key, Change change) {
        List<Object> read = READ.run(store.commands(), key, List.of());
        String before = (String) read.get(0);
        Kept kept = change.apply(decoded(before), Long.parseLong((String) read.get(1)) * 1_000);
        if (kept == null) {
            return true;
        }
        String after = Base64.getEncoder().encodeToString(kept.state());
        String expiry = Long.toString(Math.max(1, kept.expiry().toMillis()));
        return WRITE.run(store.commands(), key, List.of(before, after, expiry))
                .get(0)
                .equals("1");
    }

    private static byte @Nullable [] decoded(String text) {
        return text.isEmpty() ? null : Base64.getDecoder().decode(text);
    }

    /** Redis does. */
    @Override
    public void deleteExpired() {}
}
