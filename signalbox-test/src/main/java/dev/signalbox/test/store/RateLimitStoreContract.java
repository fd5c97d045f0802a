package dev.signalbox.test.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.resilience.RateLimitStore;
import dev.signalbox.router.resilience.RateLimitStore.Kept;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link RateLimitStore} must do; its tests extend this class and say how to make one. */
public abstract class RateLimitStoreContract {

    private static final Duration LONG = Duration.ofHours(1);
    private static final int THREADS = 64;
    private static final int ROUNDS = 50;

    /** A store that keeps nothing yet. */
    protected abstract RateLimitStore emptyStore();

    /** A store of another node, which shares what that one keeps. */
    protected abstract RateLimitStore anotherNode(RateLimitStore first);

    /** How often threads update one account in the tests of concurrency. */
    protected int rounds() {
        return ROUNDS;
    }

    private static void keep(RateLimitStore store, String account, String state, Duration expiry) {
        store.update(account, (kept, nanos) -> new Kept(state.getBytes(StandardCharsets.UTF_8), expiry));
    }

    private static @Nullable String kept(RateLimitStore store, String account) {
        AtomicReference<@Nullable String> seen = new AtomicReference<>();
        store.update(account, (kept, nanos) -> {
            seen.set(kept == null ? null : new String(kept, StandardCharsets.UTF_8));
            return null;
        });
        return seen.get();
    }

    @Test
    protected void keepsNothingAtFirst() {
        assertThat(kept(emptyStore(), "a")).isNull();
    }

    @Test
    protected void keepsTheLastState() {
        RateLimitStore store = emptyStore();

        keep(store, "a", "first", LONG);
        keep(store, "a", "second", LONG);
        keep(store, "b", "other", LONG);

        assertThat(kept(store, "a")).isEqualTo("second");
        assertThat(kept(store, "b")).isEqualTo("other");
    }

    @Test
    protected void keepsBytesOfAnyKindUnderNamesOfAnyKind() {
        RateLimitStore store = emptyStore();
        byte[] all = new byte[256];
        for (int value = 0; value < all.length; value++) {
            all[value] = (byte) value;
        }
        AtomicReference<byte @Nullable []> seen = new AtomicReference<>();

        store.update("rate-limit x O'Hara \"ü\" {1}|60|", (kept, nanos) -> new Kept(all, LONG));
        store.update(
                "rate-limit x O'Hara \"ü\" {1}|60|",
                (kept, nanos) -> {
                    seen.set(kept);
                    return null;
                });

        assertThat(seen.get()).isEqualTo(all);
    }

    @Test
    protected void anotherNodeSeesTheSame() {
        RateLimitStore store = emptyStore();
        RateLimitStore other = anotherNode(store);

        keep(store, "a", "ours", LONG);
        assertThat(kept(other, "a")).isEqualTo("ours");
        keep(other, "a", "theirs", LONG);

        assertThat(kept(store, "a")).isEqualTo("theirs");
    }

    @Test
    protected void whatThrowsChangesNothing() {
        RateLimitStore store = emptyStore();
        keep(store, "a", "before", LONG);

        assertThatThrownBy(() -> store.update("a", (kept, nanos) -> {
                    throw new IllegalStateException("broken change");
                }))
                .hasStackTraceContaining("broken change");

        assertThat(kept(store, "a")).isEqualTo("before");
    }

    @Test
    protected void tellsTheTimeOfDay() {
        RateLimitStore store = emptyStore();
        List<Long> times = new ArrayList<>();

        for (RateLimitStore node : List.of(store, anotherNode(store), store)) {
            node.update("a", (kept, nanos) -> {
                times.add(nanos);
                return new Kept(new byte[1], LONG);
            });
        }

        assertThat(times).isSorted();
        Instant told = Instant.ofEpochSecond(0, times.get(0));
        assertThat(Duration.between(told, Instant.now()).abs()).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    protected void deletesWhatHasExpiredAndNothingElse() {
        RateLimitStore store = emptyStore();
        keep(store, "old", "old", Duration.ofMillis(1));
        keep(store, "new", "new", LONG);

        while (kept(store, "old") != null) {
            store.deleteExpired();
        }

        assertThat(kept(store, "new")).isEqualTo("new");
    }

    @Test
    protected void losesNoUpdateOfManyThreadsOfTwoNodes() throws Exception {
        RateLimitStore store = emptyStore();
        RateLimitStore other = anotherNode(store);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> done = new ArrayList<>();

        for (int thread = 0; thread < THREADS; thread++) {
            RateLimitStore node = thread % 2 == 0 ? store : other;
            done.add(threads.submit(() -> {
                start.await();
                for (int round = 0; round < rounds(); round++) {
                    node.update("busy", RateLimitStoreContract::plusOne);
                }
                return null;
            }));
        }
        for (Future<?> one : done) {
            one.get();
        }
        threads.shutdown();

        AtomicReference<Long> count = new AtomicReference<>(0L);
        other.update("busy", (kept, nanos) -> {
            count.set(count(kept));
            return null;
        });
        assertThat(count.get()).isEqualTo((long) THREADS * rounds());
    }

    private static Kept plusOne(byte @Nullable [] kept, long nanos) {
        return new Kept(ByteBuffer.allocate(Long.BYTES).putLong(count(kept) + 1).array(), LONG);
    }

    private static long count(byte @Nullable [] kept) {
        return kept == null ? 0 : ByteBuffer.wrap(kept).getLong();
    }
}
